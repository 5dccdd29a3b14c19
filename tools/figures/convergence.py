"""a, b: distance from the optimum, and nonzeros, against emulated seconds: dynamic (ours, the papers'), static, random."""
import sets
from lab import Line, end_of
from variants import HEADER, Suboptimality, baseline, emulate, fit, line, rows

WORKERS = (60, 120, 240)
ROUNDS = {"tiny": 50, "quick": 400, "full": 4_000}  # of the published filter, which looks at all pairs


def flags(lab, set_, schedule, workers):
    if schedule == "dynamic":
        return emulate(workers)
    if schedule == "published":
        return ["--schedule", "published", "--max-rounds", ROUNDS[lab.form], *emulate(workers, schedulers=8)]
    return baseline(schedule, set_, workers)


def runs(lab, set_):
    for schedule in ("dynamic", "published", "static", "random"):
        for workers in WORKERS:
            yield f"{schedule}, P = {workers}", fit(lab, set_, *flags(lab, set_, schedule, workers))


def draw(lab, set_, key):
    subopt = Suboptimality(lab, set_)
    table, distance, support = [], [], []
    for name, run in runs(lab, set_):
        table += rows(set_, name, run, subopt)
        distance.append(line(name, run, subopt.points(run, "emulated_seconds")))
        counts = list(zip(run.column("emulated_seconds"), run.column("nonzero")))
        support.append(Line(name, f"{int(counts[-1][1]):,} at the end", counts, end_of(run)))
    lab.write_csv(f"a-{key}", HEADER, table)
    lab.draw("a", f"a-{key}", f"{set_.name}: distance from the optimum", "(P - P*) / P(0) at each checkpoint.",
             "emulated seconds (start: left edge)", "relative suboptimality", distance, (1e-8, 10.0))
    lab.draw("b", f"b-{key}", f"{set_.name}: nonzero coefficients", "The same runs.", "emulated seconds", "nonzeros",
             support, (10.0, 1e6))


def make(lab):
    draw(lab, sets.surrogate(lab), "snp")
    draw(lab, sets.synthetic(lab), "chained")
    real = sets.genotypes()
    if real is None:
        lab.skip("a, b", f"hlc is not in {sets.shared}/lasso")
    elif lab.form != "full":
        lab.skip("a, b", "hlc is left to the full form")
    else:
        draw(lab, real, "hlc")

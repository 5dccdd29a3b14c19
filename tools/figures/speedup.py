"""g: emulated time to a suboptimality of 1e-3 and 1e-6 against P, and where it goes."""
import sets
from convergence import flags
from lab import Line
from variants import Suboptimality, fit

WORKERS = (4, 8, 15, 30, 60, 120, 240)
BOUNDS = (1e-3, 1e-6)
PARTS = ("compute", "wait", "schedule", "network")


def make(lab):
    set_ = sets.surrogate(lab)
    subopt = Suboptimality(lab, set_)
    table, times, parts = [], {}, {part: [] for part in PARTS}
    for workers in WORKERS if lab.form == "full" else WORKERS[::2]:
        for schedule in ("dynamic", "static", "random"):
            run = fit(lab, set_, *flags(lab, set_, schedule, workers))
            found = [run.first(subopt.reached(bound)) for bound in BOUNDS]
            spent = run.summary["emulated"]
            table.append([set_.name, schedule, workers, run.status, *("" if t is None else t for t in found),
                          *(spent[part] for part in PARTS)])
            for bound, time in zip(BOUNDS, found):
                if time is not None:
                    times.setdefault((schedule, bound), []).append((workers, time))
            if schedule == "dynamic":
                for part in PARTS:
                    parts[part].append((workers, spent[part]))
    lab.write_csv("g-snp", ["data", "schedule", "workers", "status", "to_1e-3", "to_1e-6", *PARTS], table)
    lines = [Line(f"{schedule} to {bound:g}", f"{points[-1][1]:.3g} s at P = {points[-1][0]}", points, "dot")
             for (schedule, bound), points in times.items()]
    lab.draw("g", "g-snp-time", f"{set_.name}: emulated time to a suboptimality", "A schedule that does not get there has "
             "no line.", "workers P", "emulated seconds", lines, (1e-3, 1e6))
    shares = [Line(part, f"{points[-1][1]:.2g} s at P = {points[-1][0]}", points, "dot") for part, points in parts.items()]
    lab.draw("g", "g-snp-parts", f"{set_.name}: where a worker's time goes, dynamic", "To the certificate of 1e-6; means "
             "over the workers.", "workers P", "emulated seconds of a worker", shares, (1e-5, 1e6))

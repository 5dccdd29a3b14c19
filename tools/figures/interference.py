"""d: how much an update still achieves when P of them are made at once."""
import math

import sets
from lab import Line
from variants import fit

SINGLE = "--schedule published --no-priority"
VARIANTS = {
    "random": "--schedule random",
    "pair_limit 0.1": SINGLE,
    "sum_limit 1": f"{SINGLE} --pair-limit inf --sum-limit 1",
    "grouped blocks": f"{SINGLE} --conflict group --sum-limit 1",
}
WORKERS = [2 ** k for k in range(0, 11)]


def decrease(run):
    """Of the objective, as a share of what it is at 0."""
    null = run.summary["null_deviance"]
    return (null - run.summary["steps"][0]["objective"]) / null


def sweep(lab, set_, flags, workers):
    """About as many updates as there are columns, from zero. Filters refuse some: so their share is looked at first."""
    def rounds(n):
        return fit(lab, set_, *flags.split(), "--workers", workers, "--candidates", workers, "--max-rounds", n)

    first = max(1, set_.columns // workers)
    updates = rounds(first).summary["steps"][0]["updates"]
    return rounds(max(1, first * set_.columns // updates))


def draw(lab, set_, key):
    table, each, together, one = [], [], [], None
    for name, flags in VARIANTS.items():
        points, end = [], "dot"  # (P, updates a round, progress of one)
        for workers in WORKERS:
            run = sweep(lab, set_, flags, workers)
            step = run.summary["steps"][0]
            progress = decrease(run) / step["updates"]
            one = one or progress
            at_once = step["updates"] / step["rounds"]
            table.append([set_.name, name, workers, at_once, step["updates"], progress, run.status])
            if not (math.isfinite(progress) and progress > 1e-9 * one):  # a fit that diverges ends as well as where it began
                end = "cross"
                points.append((workers, at_once, 0.0))
                break
            points.append((workers, at_once, progress / one))
        _, kept, share = points[-1]
        note = f"rises at P = {workers}" if end == "cross" else f"{kept:,.0f} of 1,024 kept, progress {share:.2g} of one's"
        each.append(Line(name, note, [(p, share) for p, _, share in points], end))
        together.append(Line(name, note, [(p, kept * share) for p, kept, share in points], end))
    lab.write_csv(f"d-{key}", ["data", "variant", "workers", "updates_a_round", "updates", "progress_per_update", "status"],
                  table)
    text = "As many single steps as there are columns, from zero, no priorities. A cross: the objective rises."
    label = "candidates of a round, P"
    lab.draw("d", f"d-{key}-update", f"{set_.name}: progress per update", text, label,
             "progress of an update, of that of one at a time", each, (1e-3, 10.0))
    lab.draw("d", f"d-{key}-round", f"{set_.name}: progress per round", text, label,
             "progress of a round, in updates made one at a time", together, (0.1, 1e4))


def make(lab):
    draw(lab, sets.apple(), "apple")
    draw(lab, sets.small_surrogate(lab), "snp")
    if sets.nirsoil() is None:
        lab.skip("d", f"nirsoil is not in {sets.shared}/lasso")
    else:
        draw(lab, sets.nirsoil(), "nirsoil")

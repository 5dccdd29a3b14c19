"""c: the scheduler's parts one at a time. e: how far apart candidates must be, and how far ahead rounds are planned."""
import sets
from variants import HEADER, Suboptimality, emulate, fit, line, rows

WORKERS = 64
PUBLISHED = "--schedule published"
GROUPED = f"{PUBLISHED} --conflict group --update exact --sum-limit 1 --safeguard on"
ROUNDS = {"tiny": 50, "quick": 1_000, "full": 3_000}  # at most

ABLATIONS = {
    "neither (uniform, unfiltered)": f"{PUBLISHED} --no-priority --no-filter",
    "priority only": f"{PUBLISHED} --no-filter",
    "filter only": f"{PUBLISHED} --no-priority",
    "both (the paper's)": PUBLISHED,
    "+ exact blocks": GROUPED,
    "+ exact scores": f"{GROUPED} --score exact",
    "+ screening (default)": "",
}
RHO = {f"rho = {rho:g}": f"{PUBLISHED} --pair-limit {rho:g}" for rho in (0.01, 0.05, 0.1, 0.2, 0.5, 1)}
SCHEDULERS = {f"schedulers {n}": f"--shards {n}" for n in (1, 2, 4, 8)}
LOOKAHEAD = {f"lookahead {d}": f"--lookahead {d}" for d in (0, 1, 2, 4, 8)}


def sweep(lab, set_, variants, letter, key, title, axes):
    subopt = Suboptimality(lab, set_)
    # All products of the largest set have room: what is shown is the scheduler, not the cache.
    limit = ["--max-rounds", ROUNDS[lab.form], "--gram-cache", 1024, *emulate(WORKERS)]
    found = {name: fit(lab, set_, *flags.split(), *limit) for name, flags in variants.items()}
    lab.write_csv(f"{letter}-{key}", HEADER, [r for name, run in found.items() for r in rows(set_, name, run, subopt)])
    for axis, label in axes.items():
        lines = [line(name, run, subopt.points(run, axis)) for name, run in found.items()]
        short = {"updates": "updates", "emulated_seconds": "time"}[axis]
        lab.draw(letter, f"{letter}-{key}-{short}", f"{set_.name}, P = {WORKERS}: {title}", f"Against {label}.", label,
                 "relative suboptimality", lines, (1e-8, 10.0))


BOTH = {"updates": "updates", "emulated_seconds": "emulated seconds"}


def make(lab):
    for set_, key in ((sets.apple(), "apple"), (sets.small_surrogate(lab), "snp")):
        sweep(lab, set_, ABLATIONS, "c", key, "parts of the scheduler", BOTH)
    set_ = sets.small_surrogate(lab)
    sweep(lab, set_, RHO, "e", "rho", "the pair limit rho", BOTH)
    sweep(lab, set_, SCHEDULERS, "e", "schedulers", "schedulers, each with its shard", {"emulated_seconds": "emulated seconds"})
    sweep(lab, set_, LOOKAHEAD, "e", "lookahead", "rounds planned ahead", {"emulated_seconds": "emulated seconds"})

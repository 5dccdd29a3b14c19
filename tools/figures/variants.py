"""Schedules of `strads lasso` on the emulated cluster, and their traces as suboptimality."""
from lab import Line, end_of


def emulate(workers, schedulers=None):
    """Without a number of schedulers it is that of --shards."""
    more = f",schedulers={schedulers}" if schedulers else ""
    return ["--emulate", f"workers={workers}{more},latency=50us,bandwidth=1GB/s"]


def baseline(schedule, set_, workers):
    """Stops after so many sweeps: limits are counts, never seconds, so that runs agree. Blocks of `static` leave most of
    many workers idle, so it gets the rounds of 60. Eight schedulers hide the planning of both."""
    a_round = min(workers, 60) if schedule == "static" else workers
    rounds = max(1, set_.sweeps * set_.columns // a_round)
    return ["--schedule", schedule, "--max-rounds", rounds, *emulate(workers, schedulers=8)]


def fit(lab, set_, *flags):
    return lab.fit("lasso", set_.problem(), *flags)


class Suboptimality:
    """(P - P*) over the objective at zero, P* that of a fit certified to 1e-12."""

    def __init__(self, lab, set_):
        best = fit(lab, set_, "--tol", "1e-12")
        self.null = best.summary["null_deviance"]
        self.least = best.summary["steps"][0]["objective"]

    def of(self, objective):
        return (objective - self.least) / self.null

    def points(self, run, axis):
        return [(0.0, self.of(self.null))] + [(row[axis], self.of(row["objective"])) for row in run.trace]

    def reached(self, bound):
        return lambda row: self.of(row["objective"]) <= bound


def line(name, run, points):
    x, y = points[-1]
    word = "certified" if run.status == "converged" else run.status
    return Line(name, f"{word} at {x:.3g}, {max(y, 0):.0e} left", points, end_of(run))


HEADER = ["data", "series", "status", "emulated_seconds", "seconds", "rounds", "updates", "objective", "suboptimality",
          "duality_gap", "nonzero", "kept", "refused"]


def rows(set_, name, run, subopt):
    return [[set_.name, name, run.status, r["emulated_seconds"], r["seconds"], int(r["rounds"]), int(r["updates"]),
             r["objective"], subopt.of(r["objective"]), r["duality_gap"], int(r["nonzero"]), int(r["kept"]),
             int(r["refused"])] for r in run.trace]

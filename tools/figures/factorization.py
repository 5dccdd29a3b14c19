"""f: matrix factorization with and without load balancing: the same curve a sweep, another time."""
import sets
from lab import Line
from variants import emulate

WORKERS = (4, 16, 64, 256)
SWEEPS = 8
# The papers' update, coordinate by coordinate, and a fixed penalty.
MODEL = ["--solver", "ccd", "--rank", "16", "--reg", "1.1", "--tol", "0"]


def draw(lab, name, files, key):
    least = lab.fit("mf", files, *MODEL, "--max-sweeps", 8 * SWEEPS).summary["objective"]
    table, times, sweeps = [], [], []
    for workers in WORKERS:
        for balance in (True, False):
            label = f"{'balanced' if balance else 'dealt in turn'}, P = {workers}"
            run = lab.fit("mf", files, *MODEL, "--max-sweeps", SWEEPS, *emulate(workers),
                          *([] if balance else ["--no-balance"]))
            table += [[name, label, int(r["sweep"]), r["emulated_seconds"], r["seconds"], r["objective"], r["train_rmse"],
                       r["test_rmse"], r["imbalance"]] for r in run.trace]
            last, excess = run.trace[-1], [r["objective"] / least - 1 for r in run.trace]
            a_sweep = (last["emulated_seconds"] - run.trace[0]["emulated_seconds"]) / (last["sweep"] - run.trace[0]["sweep"])
            times.append(Line(label, f"{a_sweep:.3g} s a sweep, imbalance {last['imbalance']:.3f}",
                              list(zip(run.column("emulated_seconds"), excess)), "dot"))
            sweeps.append(Line(label, f"test RMSE {last['test_rmse']:.4f}", list(zip(run.column("sweep"), excess)), "dot"))
    for k, line in enumerate(sweeps):
        line.like = next((i for i in range(k) if sweeps[i].points == line.points), -1)
    lab.write_csv(f"f-{key}", ["data", "series", "sweep", "emulated_seconds", "seconds", "objective", "train_rmse",
                               "test_rmse", "imbalance"], table)
    label = "objective over its limit, less 1"
    lab.draw("f", f"f-{key}-time", f"{name}: objective against time", "Imbalance: the largest block over the mean.",
             "emulated seconds", label, times, (1e-4, 10.0))
    lab.draw("f", f"f-{key}-sweeps", f"{name}: objective against sweeps", "Runs with the same curve share a line.",
             "sweeps", label, sweeps, (1e-4, 10.0))


def make(lab):
    draw(lab, *sets.netflix(lab), "netflix")
    if lab.form == "tiny":
        return
    if sets.movielens() is None:
        lab.skip("f", f"ml-1m is not in {sets.shared}/ratings")
    else:
        draw(lab, *sets.movielens(), "ml-1m")

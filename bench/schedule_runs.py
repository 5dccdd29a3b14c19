"""Scheduling variants of `strads lasso`: their flags, a run of one, and what it left behind."""
import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# In the order of the table.
variants = {
    "group": "",  # the default: dependent candidates share blocks, blocks are solved exactly
    "group, floor 512": "--block-floor 512",
    "group, spread": "--workers 16 --block-floor 1",
    "group, spread, lookahead 1": "--workers 16 --block-floor 1 --lookahead 1",
    "group, spread, lookahead 2": "--workers 16 --block-floor 1 --lookahead 2",
    "group, 64 workers": "--workers 64 --block-floor 1",
    "drop": "--conflict drop",  # dependent candidates are refused, blocks are solved exactly
    "drop, no pair limit": "--conflict drop --pair-limit inf",  # only the sum of dependencies is limited
    "published": "--schedule published",
    "published, 64 workers": "--schedule published --workers 64",
    "published, sum limit": "--schedule published --sum-limit 1",
    "random 64": "--schedule random --workers 64",
    "cyclic 1": "--schedule cyclic --workers 1",
    "static 64": "--schedule static --workers 64",
}

main = list(variants)  # those that run unless others are asked for

# One stage of the scheduler or the engine changed at a time, on schedules of many blocks: `group, spread, no filter`.
for base in ("group, spread", "drop"):
    for stage, flags in {"no priority": "--no-priority", "no filter": "--no-filter", "no balance": "--no-balance",
                         "4 shards": "--shards 4", "fixed": "--commit fixed", "racy": "--commit racy"}.items():
        variants[f"{base}, {stage}"] = f"{variants[base]} {flags}"

targets = {"diabetes.csv": "progression"}  # of sets whose response is a column


@dataclass
class Run:
    variant: str
    status: str
    rounds: int
    updates: int
    refused: float  # share of what was drawn
    seconds: float
    gap: float      # of the last certificate; of a path, the worst of its steps
    trace: list = field(default_factory=list)  # (updates, seconds, gap) at each certificate

    @property
    def certified(self):
        return self.status == "converged"


def find(name, data):
    """Arguments that name the files of a set: a folder, one of datasets/, or one of the folder `data`."""
    for folder in (name, os.path.join(root, "datasets", name), os.path.join(data, name)):
        if not os.path.isdir(folder):
            continue
        for x, y in (("X.npy", "y.txt"), ("X.mtx", "y.mtx")):
            if os.path.exists(os.path.join(folder, x)):
                return [os.path.join(folder, x), "-y", os.path.join(folder, y)]
        for file in sorted(os.listdir(folder)):
            if file in targets:
                return [os.path.join(folder, file), "--target", targets[file]]
            if file.endswith((".svm", ".svm.gz")):
                return [os.path.join(folder, file)]
    return None


def read(variant, folder):
    with open(os.path.join(folder, "summary.json")) as f:
        summary = json.load(f)
    with open(os.path.join(folder, "trace.csv")) as f:
        rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
    activity, steps = summary["activity"], summary["steps"]
    trace = [(int(r["updates"]), float(r["seconds"]), float(r["duality_gap"])) for r in rows]
    gap = trace[-1][2] if len(steps) == 1 else max(step["duality_gap"] for step in steps)
    status = summary["status"].removeprefix("not converged: ")
    if status != "converged" and len(steps) > 1:
        status += f" at lambda {len(steps)}"
    return Run(variant, status, activity["rounds"], activity["updates"],
               activity["refused"] / max(1, activity["drawn"]), summary["seconds"]["solve"], gap, trace)


def run(strads, variant, files, options, scratch):
    """One fit; None, with the reason printed, when there is nothing to read."""
    out = os.path.join(scratch, "run")
    command = [strads, "lasso", *files, "--out", out, "--force", "--quiet", *options, *variants[variant].split()]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 7):  # 7: not converged; what there is is written
        print(f"{variant}: exit code {done.returncode}: {done.stderr.strip()}", file=sys.stderr)
        return None
    return read(variant, out)

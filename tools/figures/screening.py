"""i: what solvers that screen need for the same problem on one thread, so that nobody mistakes 240 workers for a need."""
import os
import subprocess

import sets

NAMES = ["data", "shape", "contender", "threads", "solve_seconds", "process_seconds", "worst_gap", "tolerance", "peak_mb",
         "times_the_fastest"]
CONTENDERS = ("strads", "glmnet", "celer", "adelie")


def make(lab):
    set_ = sets.surrogate(lab, full=100_000)  # others need it as doubles
    folder = os.path.dirname(set_.files[0])
    command = [os.path.join(sets.root, "bench", "rivals", "compare"), folder, "--path", "1", "--min-ratio", str(sets.RATIO),
               "--contenders", ",".join(CONTENDERS), "--strads", os.path.abspath(lab.strads), "--repeat", "3"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        lab.skip("i", (done.stderr.strip().splitlines() or ["bench/rivals/compare failed"])[-1])
        return
    rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in done.stdout.splitlines()[2:]]
    for line in done.stderr.splitlines():
        name, skipped, _ = line.partition(" is skipped: it is not installed")
        if skipped:
            rows.append(["", "", name, *[""] * 6, "not installed"])
    lab.write_csv("i", NAMES, rows)
    lab.table("i", "i", f"{set_.name}, {sets.RATIO:g} lambda_max, on one thread",
              "Real seconds to a certified gap of 1e-6 (bench/rivals/compare).", NAMES, rows)

#!/usr/bin/python3
"""strads itself.   STRADS=BINARY strads.py JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this

TOLERANCE is `--tol`. It reads the original files (JOB/source.txt), so its whole-process time includes their parsing.
Arguments in STRADS_FLAGS are passed on: STRADS_FLAGS="--executor serial".
"""
import json
import os
import subprocess
import sys
import time

import numpy as np
import scipy.sparse as sp

import jobs

job, out, tolerance, threads = sys.argv[1:5]
source = open(os.path.join(job, "source.txt")).read().split("\n")
lambdas = np.loadtxt(os.path.join(job, "lambdas.txt"), ndmin=1)
which = ["--lambda", repr(float(lambdas[0]))]
if len(lambdas) > 1:
    which = ["--path", str(len(lambdas)), "--lambda-min-ratio", repr(float(lambdas[-1] / lambdas[0]))]
run = os.path.join(out, "run")
command = [os.environ["STRADS"], "lasso", source[0], "--out", run, "--force", "--quiet", "--tol", tolerance, "--threads", threads]
if open(os.path.join(job, "shape.txt")).read().split()[3] == "1":
    which += ["--no-intercept", "--no-standardize"]
command += which + ["--alpha", open(os.path.join(job, "alpha.txt")).read().strip()]
command += (["-y", source[1]] if source[1] else []) + os.environ.get("STRADS_FLAGS", "").split()


def fit():
    start = time.perf_counter()
    code, peak = jobs.watch(subprocess.Popen(command, stdout=subprocess.DEVNULL))
    if code not in (0, 7):  # 7: limits reached; what there is is written
        sys.exit(f"strads ended with exit code {code}")
    return json.load(open(os.path.join(run, "summary.json"))), time.perf_counter() - start, peak


(summary, process, peak), seconds = jobs.least(fit, lambda done: done[0]["seconds"]["solve"])
steps = summary["steps"]
if not np.allclose([s["lambda"] for s in steps], lambdas[: len(steps)], rtol=1e-6):
    sys.exit("strads fitted other lambdas than asked for")
intercepts = np.zeros(len(steps))
with open(os.path.join(run, "coefficients.tsv")) as f:
    names = f.readline().rstrip("\n").split("\t")
    columns = [names.index(name) for name in ("step", "index", "value")]
    rows = np.loadtxt(f, delimiter="\t", comments=None, usecols=columns, ndmin=2).reshape(-1, 3)
step, index, value = rows[:, 0].astype(int), rows[:, 1].astype(int), rows[:, 2]
intercepts[step[index < 0]] = value[index < 0]
some = index >= 0
b = sp.csc_matrix((value[some], (index[some], step[some])), shape=(summary["data"]["columns"], len(steps)))
jobs.write_fit(out, b, intercepts, seconds=seconds, process=process, peak=peak,
               threads=summary["threads"], version=summary["version"])

#!/usr/bin/python3
"""SPAMS' homotopy (LARS).   spams.py JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this

It is exact, and has no tolerance. A path of the Lasso is one homotopy, between whose breakpoints coefficients are linear in
lambda; with a ridge part each lambda is a homotopy of its own. It takes dense columns. Standardization is left to its callers,
so it is done here and counted in the seconds. STRADS_SPAMS names the library that is built, in the folder of SPAMS'
repository, by

    g++ -O3 -march=native -fpermissive -w -shared -fPIC -Ilinalg -Idecomp -Iprox -o libspams.so .../bench/rivals/spams.cpp -lopenblas
"""
import ctypes
import os
import sys

import numpy as np

import jobs

job, out = sys.argv[1:3]
X, y, lambdas, alpha, plain = jobs.read_job(job)
library = ctypes.CDLL(os.environ["STRADS_SPAMS"])
n, p = X.shape


def pointer(array):
    return ctypes.c_void_p(array.ctypes.data)


def homotopy(Z, r, lam, path=None):
    u = np.zeros(p)
    library.homotopy(pointer(Z), pointer(r), n, p, ctypes.c_double(alpha * lam), ctypes.c_double((1 - alpha) * lam), pointer(u),
                     None if path is None else pointer(path), 0 if path is None else path.shape[1])
    return u


def whole_path(Z, r):
    path = np.zeros((p, 4 * min(n, p)), order="F")
    homotopy(Z, r, lambdas[-1], path)
    used = np.flatnonzero(path.any(axis=0))[-1] + 1 if path.any() else 1
    support = np.flatnonzero(path[:, :used].any(axis=1))
    points = path[support, :used]
    last = np.abs(points).argmax(axis=0)  # a column of the model at each breakpoint: its correlation is lambda there
    residuals = r[:, None] - Z[:, support] @ points
    knots = np.abs(np.einsum("ij,ij->j", Z[:, support[last]], residuals)) if len(support) else np.zeros(1)
    knots[0] = np.abs(Z.T @ r).max()
    after = np.clip(np.searchsorted(-knots, -lambdas), 1, used - 1)
    share = np.clip((knots[after - 1] - lambdas) / np.maximum(knots[after - 1] - knots[after], 1e-300), 0, 1)
    u = np.zeros((p, len(lambdas)))
    u[support] = points[:, after - 1] * (1 - share) + points[:, after] * share
    return u


def fit():
    to = jobs.Prepared(X, y, plain)
    Z, r = to.Z / np.sqrt(n), to.r / np.sqrt(n)
    if alpha == 1 and len(lambdas) > 1:
        return to, whole_path(Z, r)
    return to, np.stack([homotopy(Z, r, lam) for lam in lambdas], axis=1)


(to, u), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(u), seconds=seconds, threads=1, version="2.6")

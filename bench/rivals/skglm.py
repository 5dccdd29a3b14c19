#!/usr/bin/python3
"""skglm's AndersonCD, warm-started along the path.   skglm.py JOB OUT TOLERANCE THREADS      files: README.md beside this

TOLERANCE is a share of each lambda: skglm's `tol` bounds violations of the optimality conditions. Standardization is left
to its callers, so it is done here and counted in the seconds; its compilation is not.
"""
import sys
import warnings

folder = sys.path.pop(0)  # this folder holds a file named like the package
import numpy as np
import scipy.sparse as sp
import skglm
from skglm.datafits import Quadratic
from skglm.penalties import L1, L1_plus_L2
from skglm.solvers import AndersonCD
from skglm.utils.jit_compilation import compiled_clone

sys.path.insert(0, folder)
import jobs

job, out, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
X, y, lambdas, alpha, plain = jobs.read_job(job)
if sp.issparse(X) and not plain:
    sys.exit("skglm does not centre sparse columns: use --plain")
warnings.simplefilter("ignore")  # "did not converge": the certificate says so


def path(Z, r, lambdas, tolerance):
    w, fitted = np.zeros(Z.shape[1]), np.zeros(Z.shape[0])
    found = []
    datafit = compiled_clone(Quadratic())
    for lam in lambdas:
        solver = AndersonCD(tol=tolerance * lam, max_iter=200, max_epochs=100_000, fit_intercept=False, warm_start=True)
        w = solver.solve(Z, r, datafit, compiled_clone(L1(lam) if alpha == 1 else L1_plus_L2(lam, alpha)), w, fitted)[0].copy()
        fitted = Z @ w
        found.append(sp.csc_matrix(w[:, None]))
    return sp.hstack(found)


some = slice(0, 20)
small = X[:, some].tocsc() if sp.issparse(X) else np.asfortranarray(X[:, some])
path(small, y, [1e-3 * np.abs(small.T @ y).max() / len(y)], 1e-3)  # compiles


def fit():
    to = jobs.Prepared(X, y, plain)
    return to, path(to.Z, to.r, lambdas, tolerance)


(to, u), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(u), seconds=seconds, threads=1, version=skglm.__version__)

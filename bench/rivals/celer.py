#!/usr/bin/python3
"""celer's celer_path.   celer.py JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this

TOLERANCE is celer's `tol`. Standardization is left to its callers, so it is done here and counted in the seconds.
"""
import sys
import warnings

folder = sys.path.pop(0)  # this folder holds a file named like the package
import celer
import numpy as np
import scipy.sparse as sp

sys.path.insert(0, folder)
import jobs

job, out, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
X, y, lambdas, alpha, plain = jobs.read_job(job)
warnings.simplefilter("ignore")  # "did not converge": the certificate says so


def fit():
    to = jobs.Prepared(X, y, plain)
    more = {"X_offset": to.offset, "X_scale": np.ones(len(to.offset))} if sp.issparse(X) and not plain else {}
    return to, celer.celer_path(to.Z, to.r, "lasso", alphas=lambdas, l1_ratio=alpha, tol=tolerance, max_iter=100, **more)[1]


(to, u), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(u), seconds=seconds, threads=1, version=celer.__version__)

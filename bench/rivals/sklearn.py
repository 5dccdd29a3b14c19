#!/usr/bin/python3
"""scikit-learn's enet_path.   sklearn.py JOB OUT TOLERANCE THREADS [gram]      the folders' files: README.md beside this

TOLERANCE is scikit-learn's `tol`. `gram`: on the Gram matrix, computed here (which BLAS does on THREADS) and counted.
Standardization is left to its callers, so it is done here and counted in the seconds.
"""
import os
import sys
import warnings

folder = sys.path.pop(0)  # this folder holds a file named like the package
import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.linear_model import enet_path

sys.path.insert(0, folder)
import jobs

job, out, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
X, y, lambdas, alpha, plain = jobs.read_job(job)
warnings.simplefilter("ignore")  # "did not converge": the certificate says so


def fit():
    to = jobs.Prepared(X, y, plain)
    more = {"X_offset": to.offset, "X_scale": np.ones(len(to.offset))} if sp.issparse(X) else {}
    if "gram" in sys.argv[5:]:
        more["precompute"] = to.Z.T @ to.Z
        more["Xy"] = to.Z.T @ to.r
    return to, enet_path(to.Z, to.r, l1_ratio=alpha, alphas=lambdas, tol=tolerance, max_iter=10_000_000, **more)[1]


(to, u), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(u), seconds=seconds, threads=os.environ["OMP_NUM_THREADS"], version=sklearn.__version__)

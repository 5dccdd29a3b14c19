#!/usr/bin/python3
"""scikit-learn's ridge_regression.   ridge.py JOB OUT TOLERANCE THREADS SOLVER      the folders' files: README.md beside this

SOLVER is svd or cholesky, which are exact, or sparse_cg, whose `tol` TOLERANCE is. All lambdas are one call: svd decomposes
once. Standardization is left to its callers, so it is done here and counted in the seconds.
"""
import os
import sys

folder = sys.path.pop(0)  # this folder holds a file named like the package
import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.linear_model import Ridge, ridge_regression

sys.path.insert(0, folder)
import jobs

job, out, tolerance, solver = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[5]
X, y, lambdas, _, plain = jobs.read_job(job)


def fit():
    to = jobs.Prepared(X, y, plain)
    responses = np.repeat(to.r[:, None], len(lambdas), axis=1)
    penalties = len(y) * lambdas
    if sp.issparse(X) and not plain:  # only the class centres sparse columns
        return to, Ridge(alpha=penalties, solver=solver, tol=tolerance).fit(to.Z, responses).coef_.T
    return to, ridge_regression(to.Z, responses, alpha=penalties, solver=solver, tol=tolerance).T


(to, u), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(u), seconds=seconds, threads=os.environ["OMP_NUM_THREADS"], version=sklearn.__version__)

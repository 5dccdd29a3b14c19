#!/usr/bin/python3
"""scikit-learn's lasso_path.   sklearn.py JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this

TOLERANCE is scikit-learn's `tol`. Standardization is not its affair, so it is done here and counted in the seconds.
"""
import os
import sys
import time
import warnings

folder = sys.path.pop(0)  # this folder holds a file named like the package
import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.linear_model import lasso_path

sys.path.insert(0, folder)
import jobs
from certify import moments

job, out, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
X, y, lambdas = jobs.read_job(job)
warnings.simplefilter("ignore")  # "did not converge": the certificate says so

start = time.perf_counter()
mean, scale = moments(X)
factor = np.where(scale == 0, 0.0, 1 / np.where(scale == 0, 1.0, scale))
if sp.issparse(X):
    Z = (X @ sp.diags(factor)).tocsc()
    more = {"X_offset": np.where(scale == 0, 0.0, mean), "X_scale": np.where(scale == 0, 1.0, scale)}
else:
    Z = np.asfortranarray((X - mean) * factor)
    more = {}
centre = y.mean()
_, u, _ = lasso_path(Z, y - centre, alphas=lambdas, tol=tolerance, max_iter=10_000_000, **more)
seconds = time.perf_counter() - start

b = sp.csc_matrix(u * factor[:, None])
jobs.write_fit(out, b, centre - b.T @ mean, seconds=seconds, threads=os.environ["OMP_NUM_THREADS"], version=sklearn.__version__)

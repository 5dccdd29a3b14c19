#!/usr/bin/python3
"""PICASSO.   picasso.py JOB OUT TOLERANCE THREADS [covariance]      the folders' files: README.md beside this

TOLERANCE is PICASSO's `prec`. `covariance`: its updates by products of columns, computed as they are needed. It takes dense
columns, and has no ridge part. Standardization is left to its callers, so it is done here and counted in the seconds.
STRADS_PICASSO names the library that is built, in the folder of PICASSO's repository, by

    g++ -O3 -march=native -shared -fPIC -Iinclude -I/usr/include/eigen3 -o libpicasso.so src/*/*.cpp .../bench/rivals/picasso.cpp
"""
import ctypes
import os
import sys

import numpy as np

import jobs

job, out, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
X, y, lambdas, _, plain = jobs.read_job(job)
lasso_path = ctypes.CDLL(os.environ["STRADS_PICASSO"]).lasso_path
n, p = X.shape


def fit():
    to = jobs.Prepared(X, y, plain)
    u = np.zeros((p, len(lambdas)), order="F")
    pointers = [ctypes.c_void_p(a.ctypes.data) for a in (to.Z, to.r, lambdas, u)]
    done = lasso_path(*pointers[:2], n, p, pointers[2], len(lambdas), ctypes.c_double(tolerance), "covariance" in sys.argv[5:],
                      pointers[3])
    return to, u[:, :done]


(to, u), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(u), seconds=seconds, threads=1, version="2.0.2")

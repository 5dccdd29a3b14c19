#!/usr/bin/python3
"""BlitzL1, warm-started along the path.   blitzl1.py JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this

TOLERANCE is BlitzL1's. It has no ridge part. It centres sparse columns by an intercept of its own; standardization is left
to its callers, so it is done here and counted in the seconds. To build it, in its folder:

    CFLAGS="-O3 -march=native" python3 setup.py build_ext --inplace      and put its folder `python` on PYTHONPATH
"""
import sys

folder = sys.path.pop(0)  # this folder holds a file named like the package
import numpy as np
import scipy.sparse as sp
import blitzl1

sys.path.insert(0, folder)
import jobs

job, out, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
X, y, lambdas, _, plain = jobs.read_job(job)
blitzl1.set_tolerance(tolerance)
blitzl1.set_use_intercept(sp.issparse(X) and not plain)


def fit():
    to = jobs.Prepared(X, y, plain)
    problem = blitzl1.LassoProblem(to.Z, to.r)
    u, intercept, found = np.zeros(X.shape[1]), 0.0, []
    for lam in lambdas * len(y):
        done = problem.solve(lam, initial_x=u.copy(), initial_intercept=intercept, max_iter=1000)
        u, intercept = done.x, done.intercept
        found.append(sp.csc_matrix(u[:, None]))
    return to, sp.hstack(found)


(to, u), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(u), seconds=seconds, threads=1, version="0.0.1")

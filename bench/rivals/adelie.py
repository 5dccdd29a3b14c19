#!/usr/bin/python3
"""adelie's grpnet.   adelie.py JOB OUT TOLERANCE THREADS [gram]      the folders' files: README.md beside this

TOLERANCE is adelie's `tol`. `gram`: its solver on the whole Gram matrix, which is computed here and counted. Standardization
is done here too, and counted.
"""
import os
import sys
import warnings

folder = sys.path.pop(0)  # this folder holds a file named like the package
import adelie as ad
import numpy as np
import scipy.sparse as sp

sys.path.insert(0, folder)
import jobs

job, out, tolerance, threads = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
X, y, lambdas, alpha, plain = jobs.read_job(job)
if sp.issparse(X) and not plain:
    sys.exit("adelie does not centre sparse columns: use --plain")
warnings.simplefilter("ignore")

settings = dict(alpha=alpha, lmda_path=lambdas, tol=tolerance, early_exit=False, progress_bar=False, n_threads=threads,
                max_iters=10**8)


def fit():
    to = jobs.Prepared(X, y, plain)
    if "gram" in sys.argv[5:]:
        n = len(y)
        gram = ad.matrix.dense(np.asfortranarray(to.Z.T @ to.Z / n), method="cov", n_threads=threads)
        return to, ad.gaussian_cov(gram, to.Z.T @ to.r / n, rdev_tol=0, **settings)
    kind = ad.matrix.sparse if sp.issparse(to.Z) else ad.matrix.dense
    matrix = kind(to.Z, method="naive", n_threads=threads)
    return to, ad.grpnet(matrix, ad.glm.gaussian(to.r), intercept=False, adev_tol=1, ddev_tol=0, **settings)


(to, state), seconds = jobs.least(fit)
jobs.write_fit(out, *to.back(sp.csc_matrix(state.betas).T), seconds=seconds, threads=threads, version=ad.__version__)

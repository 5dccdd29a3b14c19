"""Holds bench/rivals/certify.py to what a certificate must do: never below the true suboptimality, and 0 at the optimum.
The optimum comes from plain coordinate descent, run until nothing moves. Exit code 77: numpy or scipy is not there."""
import os
import sys

try:
    import numpy as np
    import scipy.sparse as sp
except ImportError:
    sys.exit(77)
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../bench/rivals"))
from certify import Judge, moments


def optimum(X, y, lam, alpha):
    mean, scale = moments(X)
    live = scale > 0
    Z = (X - mean)[:, live] / scale[live]
    n = len(y)
    u, r = np.zeros(Z.shape[1]), y - y.mean()
    for _ in range(20000):
        moved = 0.0
        for j in range(len(u)):
            z = Z[:, j] @ r / n + u[j]
            new = np.sign(z) * max(abs(z) - lam * alpha, 0) / (1 + lam * (1 - alpha))
            if new != u[j]:
                r -= Z[:, j] * (new - u[j])
                moved = max(moved, abs(new - u[j]))
                u[j] = new
        if moved < 1e-14:
            break
    b = np.zeros(X.shape[1])
    b[live] = u / scale[live]
    return b, y.mean() - mean @ b, objective(X, y, b, y.mean() - mean @ b, lam, alpha)


def objective(X, y, b, b0, lam, alpha):
    r = y - b0 - X @ b
    u = X.std(axis=0) * b
    return r @ r / (2 * len(y)) + lam * (alpha * np.abs(u) + (1 - alpha) / 2 * u**2).sum()


random = np.random.default_rng(1)
for trial in range(24):
    n, p = [(30, 8), (12, 40), (25, 25)][trial % 3]
    alpha = [1, 0.5, 0.05, 0][trial // 6]
    X = random.normal(size=(n, p)) * random.uniform(0.1, 10, p) + random.normal(size=p)
    if trial % 6 >= 3:
        X = X * (random.uniform(size=X.shape) < 0.3)
    X[:, 3] = 7.0  # a constant column
    y = X[:, :3] @ random.normal(size=3) + random.normal(size=n) + 5
    judge = Judge(X, y, alpha=alpha)
    sparse = Judge(sp.csc_matrix(X), y, alpha=alpha)
    assert np.allclose(judge.scale, X.std(axis=0)) and judge.constant[3]
    assert np.allclose(judge.scale, sparse.scale) and np.isclose(judge.lambda_max(), sparse.lambda_max())
    top = judge.lambda_max()
    zero = sp.csc_matrix((p, 1))
    if alpha > 0:
        assert judge.gaps([top], [y.mean()], zero)[0] < 1e-12, "b = 0 is optimal at lambda_max"
        assert judge.gaps([0.9 * top], [y.mean()], zero)[0] > 1e-5, "and not below it"
    for share in (0.5, 0.1, 0.01):
        lam = share * top
        b, b0, best = optimum(X, y, lam, alpha)
        at = [sp.csc_matrix(b[:, None])]
        assert judge.gaps([lam], [b0], at[0])[0] < 1e-10, "0 at the optimum"
        for size in (1e-6, 1e-3, 1.0):
            near = b + size * random.normal(size=p) * (judge.scale > 0)
            true = (objective(X, y, near, b0, lam, alpha) - best) / judge.unit
            gap = judge.gaps([lam], [b0], sp.csc_matrix(near[:, None]))[0]
            assert gap >= true - 1e-12, "never below the true suboptimality"
            other = sparse.gaps([lam], [b0], sp.csc_matrix(near[:, None]))[0]
            assert np.isclose(gap, other, rtol=1e-6, atol=1e-12), "sparse and dense agree"
    assert np.isinf(judge.gaps([top, top / 2], [y.mean()], zero)[1]), "a step that was not delivered"
print("certificate: all properties hold")

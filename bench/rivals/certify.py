"""The one judge of every contender: the relative duality gap of a Lasso, elastic net or ridge fit, from its coefficients alone.

    P(b0, b) = 1/(2n) ||y - b0 - X b||^2 + lambda * sum_j (alpha |u_j| + (1 - alpha)/2 u_j^2),   u_j = s_j b_j

with an intercept, s_j the population standard deviation of column j; constant columns must have coefficient 0. `plain` is
without intercept, and s_j = 1. The gap is P - D over ||y - mean(y)||^2 / (2n), D the dual value at the best feasible multiple of
the residual: of the Lasso whose rows sqrt(n lambda (1 - alpha)) I follow those of X, which is the same problem; with alpha = 0,
where all multiples are feasible, of Fenchel's dual.
"""
import numpy as np
import scipy.sparse as sp

LEAST_ALPHA = 1e-3  # at smaller alpha, lambda_max is this one's
BLOCK = 1 << 22     # entries of X that are copied at a time


class Judge:
    def __init__(self, X, y, plain=False, alpha=1.0):
        """X: n x p, numpy array or scipy CSC matrix; y: length n."""
        self.X, self.y, self.plain, self.alpha = X, np.asarray(y, float), plain, alpha
        self.rows, p = X.shape
        self.scale = np.ones(p) if plain else moments(X)[1]
        self.constant = self.scale == 0
        self.centred = self.y - (0.0 if plain else self.y.mean())
        self.unit = self.centred @ self.centred / (2 * self.rows)

    def correlations(self, residuals):
        """s_j^-1 x_j'r / n of centred residuals (n x k), 0 for constant columns."""
        scale = np.where(self.constant, np.inf, self.scale)
        return np.asarray(self.X.T @ residuals) / (self.rows * scale[:, None])

    def lambda_max(self):
        return float(np.abs(self.correlations(self.centred[:, None])).max()) / max(self.alpha, LEAST_ALPHA)

    def gaps(self, lambdas, intercepts, coefficients):
        """Relative gap of every step. coefficients: p x K, scipy CSC, original scale. A step that a contender did not
        deliver, or that is not finite, has gap inf."""
        n, steps, alpha = self.rows, len(lambdas), self.alpha
        delivered = coefficients.shape[1]
        gaps = np.full(steps, np.inf)
        if delivered == 0 or not np.isfinite(coefficients.data).all():
            return gaps
        if np.any(coefficients[self.constant].data != 0):
            raise ValueError("a constant column has a coefficient")
        lam = np.asarray(lambdas, float)[:delivered]
        u = sp.diags(self.scale) @ coefficients
        if 4 * u.nnz > u.shape[0] * u.shape[1]:  # a product of dense matrices is quicker
            coefficients = coefficients.toarray()
        fitted = self.X @ coefficients
        fitted = fitted.toarray() if sp.issparse(fitted) else np.asarray(fitted)
        R = self.y[:, None] - np.asarray(intercepts, float)[None, :delivered] - fitted
        size, ridge = (np.asarray(part.sum(axis=0)).ravel() for part in (abs(u), u.multiply(u)))
        primal = (R * R).sum(axis=0) / (2 * n) + lam * (alpha * size + (1 - alpha) / 2 * ridge)
        if not self.plain:
            R -= R.mean(axis=0)  # the dual point is orthogonal to the intercept
        pull = self.correlations(R)
        square, inner = (R * R).sum(axis=0), R.T @ self.centred
        if alpha == 0:
            square += n * (pull * pull).sum(axis=0) / lam
            limit = np.inf
        else:
            at = u.tocoo()
            pull[at.row, at.col] -= lam[at.col] * (1 - alpha) * at.data
            square += n * lam * (1 - alpha) * ridge
            limit = lam * alpha / np.maximum(np.abs(pull).max(axis=0), 1e-300)
        best = np.clip(inner / np.maximum(square, 1e-300), -limit, limit)
        dual = (2 * best * inner - best**2 * square) / (2 * n)
        gaps[:delivered] = np.maximum(primal - dual, 0) / self.unit
        return gaps


def moments(X):
    """Mean and population standard deviation of every column, in two passes; the deviation is exactly 0 for columns
    that are constant up to rounding."""
    n = X.shape[0]
    mean = np.asarray(X.mean(axis=0)).ravel()
    if sp.issparse(X):
        entries = np.diff(X.indptr)
        about = X.data - np.repeat(mean, entries)
        square = np.add.reduceat(np.append(about**2, 0.0), X.indptr[:-1])
        square = np.where(entries > 0, square, 0.0) + (n - entries) * mean**2
    else:
        square = np.empty(X.shape[1])
        step = max(1, BLOCK // n)
        for j in range(0, X.shape[1], step):
            about = X[:, j : j + step] - mean[j : j + step]
            square[j : j + step] = np.einsum("ij,ij->j", about, about)
    deviation = np.sqrt(square / n)
    return mean, np.where(deviation <= 1e-9 * np.abs(mean), 0.0, deviation)

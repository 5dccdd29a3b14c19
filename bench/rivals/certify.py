"""The one judge of every contender: the relative duality gap of a Lasso fit, from its coefficients alone.

    P(b0, b) = 1/(2n) ||y - b0 - X b||^2 + lambda * sum_j s_j |b_j|,   s_j the population standard deviation of column j

with an intercept; constant columns must have coefficient 0. `plain` is without intercept, and s_j = 1. The gap is P - D over ||y - mean(y)||^2 / (2n), D the dual
value at the best feasible multiple of the residual.
"""
import numpy as np
import scipy.sparse as sp


class Judge:
    def __init__(self, X, y, plain=False):
        """X: n x p, numpy array or scipy CSC matrix; y: length n."""
        self.X, self.y, self.plain = X, np.asarray(y, float), plain
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
        return float(np.abs(self.correlations(self.centred[:, None])).max())

    def gaps(self, lambdas, intercepts, coefficients):
        """Relative gap of every step. coefficients: p x K, scipy CSC, original scale. A step that a contender did not
        deliver, or that is not finite, has gap inf."""
        n, steps = self.rows, len(lambdas)
        delivered = coefficients.shape[1]
        gaps = np.full(steps, np.inf)
        if delivered == 0 or not np.isfinite(coefficients.data).all():
            return gaps
        if np.any(coefficients[self.constant].data != 0):
            raise ValueError("a constant column has a coefficient")
        lam = np.asarray(lambdas, float)[:delivered]
        fitted = self.X @ coefficients
        fitted = fitted.toarray() if sp.issparse(fitted) else np.asarray(fitted)
        R = self.y[:, None] - np.asarray(intercepts, float)[None, :delivered] - fitted
        penalty = np.asarray(abs(coefficients).T @ self.scale).ravel()
        primal = (R * R).sum(axis=0) / (2 * n) + lam * penalty
        if not self.plain:
            R -= R.mean(axis=0)  # the dual point is orthogonal to the intercept
        worst = np.abs(self.correlations(R)).max(axis=0)
        square, inner = (R * R).sum(axis=0), R.T @ self.centred
        limit = lam / np.maximum(worst, 1e-300)
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
        square = np.array([((X[:, j] - mean[j]) ** 2).sum() for j in range(X.shape[1])])
    deviation = np.sqrt(square / n)
    return mean, np.where(deviation <= 1e-9 * np.abs(mean), 0.0, deviation)

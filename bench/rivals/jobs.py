"""What driver and wrappers hand to each other: a job's folder (data and lambdas) and a fit's folder. See README.md."""
import gzip
import os
import re
import time

import numpy as np
import scipy.io
import scipy.sparse as sp


def _at(folder, name):
    return os.path.join(folder, name)


def write_job(folder, X, y, lambdas, alpha, source, plain):
    """plain: neither intercept nor standardization."""
    np.asarray(y, float).tofile(_at(folder, "y.bin"))
    np.savetxt(_at(folder, "lambdas.txt"), lambdas, fmt="%.17g")
    np.savetxt(_at(folder, "alpha.txt"), [alpha], fmt="%.17g")
    stored = -1
    if sp.issparse(X):
        stored = X.nnz
        X.indptr.astype(np.int32).tofile(_at(folder, "x.starts.bin"))
        X.indices.astype(np.int32).tofile(_at(folder, "x.rows.bin"))
        X.data.astype(float).tofile(_at(folder, "x.bin"))
    else:
        with open(_at(folder, "x.bin"), "wb") as f:
            for j in range(X.shape[1]):  # column-major
                f.write(np.ascontiguousarray(X[:, j], dtype=float).tobytes())
    with open(_at(folder, "shape.txt"), "w") as f:
        f.write(f"{X.shape[0]} {X.shape[1]} {stored} {int(plain)}\n")
    with open(_at(folder, "source.txt"), "w") as f:
        f.write("\n".join(source) + "\n")


def read_job(folder):
    """X, y, lambdas, alpha, plain"""
    n, p, stored, plain = np.loadtxt(_at(folder, "shape.txt"), dtype=np.int64)
    x = np.fromfile(_at(folder, "x.bin"))
    if stored < 0:
        X = x.reshape((n, p), order="F")
    else:
        rows, starts = (np.fromfile(_at(folder, f"x.{part}.bin"), np.int32) for part in ("rows", "starts"))
        X = sp.csc_matrix((x, rows, starts), shape=(n, p))
    lambdas, alpha = (np.loadtxt(_at(folder, f"{name}.txt"), ndmin=1) for name in ("lambdas", "alpha"))
    return X, np.fromfile(_at(folder, "y.bin")), lambdas, float(alpha[0]), bool(plain)


def least(fit, seconds=None, budget=0.2):
    """(result, seconds) of a fit: one that is shorter than `budget` runs again until all runs took that long, and the least
    counts. `seconds`: how to read them from the result (default: by the clock)."""
    end, best = time.perf_counter() + budget, float("inf")
    while True:
        start = time.perf_counter()
        result = fit()
        best = min(best, seconds(result) if seconds else time.perf_counter() - start)
        if time.perf_counter() >= end:
            return result, best


class Prepared:
    """The problem for a solver that neither centres nor scales: Z with response r, and the way back.

    Z is Fortran-ordered or CSC. Sparse columns are scaled, not centred: `offset` is what their means are on that scale."""

    def __init__(self, X, y, plain):
        from certify import moments

        p = X.shape[1]
        self.mean, scale = (np.zeros(p), np.ones(p)) if plain else moments(X)
        self.factor = np.where(scale == 0, 0.0, 1 / np.where(scale == 0, 1.0, scale))
        self.mean = np.where(scale == 0, 0.0, self.mean)
        self.offset = self.mean * self.factor
        self.centre = 0.0 if plain else y.mean()
        self.r = y - self.centre
        if plain:
            self.Z = X
        elif sp.issparse(X):
            self.Z = (X @ sp.diags(self.factor)).tocsc()
        else:
            self.Z = np.asfortranarray((X - self.mean) * self.factor)

    def back(self, u):
        """(coefficients p x K as CSC, intercepts) on the scale of X, for u of the centred problem."""
        b = sp.csc_matrix(u).multiply(self.factor[:, None]).tocsc()
        return b, self.centre - b.T @ self.mean


def write_fit(folder, b, intercepts, **facts):
    b = b.tocsc()
    np.asarray(intercepts, float).tofile(_at(folder, "intercepts.bin"))
    b.indptr.astype(np.int32).tofile(_at(folder, "b.starts.bin"))
    b.indices.astype(np.int32).tofile(_at(folder, "b.rows.bin"))
    b.data.astype(float).tofile(_at(folder, "b.bin"))
    with open(_at(folder, "fit.txt"), "w") as f:
        f.writelines(f"{key} {value}\n" for key, value in facts.items())


def read_fit(folder, columns):
    """(intercepts, coefficients p x K as CSC, facts)"""
    intercepts = np.fromfile(_at(folder, "intercepts.bin"))
    rows, starts = (np.fromfile(_at(folder, f"b.{part}.bin"), np.int32) for part in ("rows", "starts"))
    b = sp.csc_matrix((np.fromfile(_at(folder, "b.bin")), rows, starts), shape=(columns, len(starts) - 1))
    facts = dict(line.split(maxsplit=1) for line in open(_at(folder, "fit.txt")))
    return intercepts, b, {key: value.strip() for key, value in facts.items()}


def watch(process, limit=float("inf")):
    """Waits for a subprocess.Popen. (exit code, or None when it ran past `limit` seconds and was ended; peak bytes.)

    The peak is sampled from /proc: what wait4 reports of a child has the parent's memory at the time of the fork in it.
    """
    end, peak, code = time.monotonic() + limit, 0, None
    while (code := process.poll()) is None:
        try:
            with open(f"/proc/{process.pid}/status") as f:
                if at := re.search(r"VmHWM:\s*(\d+) kB", f.read()):
                    peak = max(peak, int(at[1]) * 1024)
        except OSError:
            pass
        if time.monotonic() > end:
            process.kill()
            process.wait()
            return None, peak
        time.sleep(0.005)
    return code, peak


def load_data(name, root):
    """X, y and the files [X, y or ""] of a data set: a folder under root, or a path to X (with y beside it)."""
    folder = name if os.path.isdir(name) else os.path.join(root, name)
    files = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    at = {f: os.path.join(folder, f) for f in files}
    if "X.npy" in at:
        y = at.get("y.npy") or at["y.txt"]
        return np.load(at["X.npy"], mmap_mode="r"), np.load(y) if y.endswith("npy") else np.loadtxt(y), [at["X.npy"], y]
    if "X.mtx" in at:
        X, y = (scipy.io.mmread(at[file]) for file in ("X.mtx", "y.mtx"))
        y = np.asarray(y.toarray() if sp.issparse(y) else y, float).ravel()
        return X.tocsc() if sp.issparse(X) else np.asfortranarray(X), y, [at["X.mtx"], at["y.mtx"]]
    for file, path in at.items():
        if file.endswith((".svm", ".svm.gz")):
            return *_read_svm(path), [path, ""]
        if file.endswith(".bed"):
            return *_read_bed(path[:-4]), [path, ""]
    raise FileNotFoundError(f"no X.npy, X.mtx, *.svm[.gz] or *.bed in {folder}")


def _read_bed(stem):
    """Copies of allele 1, missing calls as the variant's mean, and the phenotype of the .fam."""
    y = np.array([float(line.split()[5]) for line in open(stem + ".fam")])
    packed = np.fromfile(stem + ".bed", np.uint8)[3:].reshape(-1, (len(y) + 3) // 4)
    X = np.empty((len(y), len(packed)), order="F")
    value = np.array([2, np.nan, 1, 0])
    for j, column in enumerate(packed):
        calls = value[(column[:, None] >> np.array([0, 2, 4, 6])) & 3].ravel()[: len(y)]
        X[:, j] = np.where(np.isnan(calls), np.nanmean(calls), calls)
    return X, y


def _read_svm(path):
    y, values, columns, starts = [], [], [], [0]
    with (gzip.open(path, "rt") if path.endswith(".gz") else open(path)) as f:
        for line in f:
            words = line.split("#")[0].replace(":", " ").split()
            if not words:
                continue
            y.append(float(words[0]))
            columns.extend(map(int, words[1::2]))
            values.extend(map(float, words[2::2]))
            starts.append(len(columns))
    X = sp.csr_matrix((values, np.array(columns) - 1, starts))
    return X.tocsc(), np.array(y)

# Prints tests/linear/reference_sklearn.tsv: scikit-learn's elastic nets on the data that ship in datasets/.
#   python3 tests/linear/reference_sklearn.py > tests/linear/reference_sklearn.tsv     (from the repository root)
import numpy as np, sklearn
from sklearn.linear_model import ElasticNet

apple = np.load("datasets/apple/X.npy").astype(float), np.loadtxt("datasets/apple/y.txt")
table = np.loadtxt("datasets/diabetes/diabetes.csv", delimiter=",", skiprows=1)
diabetes = table[:, :-1], table[:, -1]
print(f"# scikit-learn {sklearn.__version__}, ElasticNet(tol=1e-14), intercept, not standardized; data alpha lambda objective nonzero")
for name, (X, y), lambdas in ("apple", apple, (4.0, 2.0, 1.0)), ("diabetes", diabetes, (100.0, 10.0, 1.0)):
    for alpha in (1.0, 0.5):
        for lam in lambdas:
            m = ElasticNet(alpha=lam, l1_ratio=alpha, tol=1e-14, max_iter=10**6).fit(X, y)
            r, b = y - m.predict(X), m.coef_
            objective = r @ r / (2 * len(y)) + lam * (alpha * np.abs(b).sum() + (1 - alpha) / 2 * (b @ b))
            print(name, alpha, lam, repr(float(objective)), np.count_nonzero(b), sep="\t")

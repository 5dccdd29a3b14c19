"""The data that figures are made of: generated ones, those of datasets/, and those of STRADS_DATA where they are there."""
import os
from dataclasses import dataclass

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
shared = os.environ.get("STRADS_DATA", os.path.join(root, "..", "shared", "data"))
RATIO = 0.1  # lambda over lambda_max


@dataclass
class LassoSet:
    name: str
    files: list     # arguments
    columns: int
    sweeps: int     # that a baseline gets

    def problem(self):
        return [*self.files, "--lambda-ratio", str(RATIO)]


SWEEPS = {"tiny": 4, "quick": 60, "full": 60}


def surrogate(lab, tiny=1_000, quick=20_000, full=508_999):
    variants = {"tiny": tiny, "quick": quick, "full": full}[lab.form]
    people = 60 if lab.form == "tiny" else 463
    folder = lab.generate("snp", f"snp-{variants}", "--people", people, "--variants", variants)
    return LassoSet(f"SNP surrogate, {people} x {variants:,}", [f"{folder}/snp.bed"], variants, SWEEPS[lab.form])


def small_surrogate(lab):
    """For schedules that look at all pairs of a round's candidates, over many rounds."""
    return surrogate(lab, quick=5_000, full=10_000)


def synthetic(lab):
    rows, columns = {"tiny": (100, 1_000), "quick": (2_000, 20_000), "full": (50_000, 1_000_000)}[lab.form]
    folder = lab.generate("chained", "chained", "--rows", rows, "--columns", columns)
    return LassoSet(f"chained synthetic, {rows:,} x {columns:,}", [f"{folder}/X.mtx", "-y", f"{folder}/y.txt"], columns,
                    SWEEPS[lab.form])


def apple():
    folder = f"{root}/datasets/apple"
    return LassoSet("apple, 243 x 2,828", [f"{folder}/X.npy", "-y", f"{folder}/y.txt"], 2828, 100)


def nirsoil():
    folder = f"{shared}/lasso/nirsoil"
    if os.path.isdir(folder):
        return LassoSet("nirsoil, 732 x 700", [f"{folder}/X.npy", "-y", f"{folder}/y.txt"], 700, 100)
    return None


def genotypes():
    folder = f"{shared}/lasso/hlc"
    if os.path.isdir(folder):
        files = [f"{folder}/hlc.bed", "--pheno", f"{folder}/pheno.tsv", "--pheno-name", "trait1"]
        return LassoSet("hlc, 427 x 358,499", files, 358_499, SWEEPS["full"])
    return None


def netflix(lab):
    scale = {"tiny": 0.0001, "quick": 0.01, "full": 0.05}[lab.form]
    folder = lab.generate("ratings", "ratings", "--like", "netflix", "--scale", scale)
    return f"Netflix-shaped, {scale:g} of its ratings", [f"{folder}/ratings.tsv", "--test", f"{folder}/test.tsv"]


def movielens():
    folder = f"{shared}/ratings/ml-1m"
    if os.path.isdir(folder):
        return "ml-1m", [f"{folder}/train.txt.gz", "--test", f"{folder}/test.txt.gz"]
    return None

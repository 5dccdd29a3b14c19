"""Whether two runs' tables say the same, but for real time."""
import csv
import glob
import os

from lab import REAL_TIME


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return [{name: cell for name, cell in row.items() if name not in REAL_TIME} for row in csv.DictReader(f)]


def differing(one, other, real):
    """Names of tables that differ, or that only one folder has; `real`: those that are real time altogether."""
    names = {os.path.basename(path) for folder in (one, other) for path in glob.glob(os.path.join(folder, "*.csv"))}
    paths = {name: [os.path.join(folder, name) for folder in (one, other)] for name in names - set(real)}
    return sorted(name for name, pair in paths.items()
                  if not all(map(os.path.exists, pair)) or read(pair[0]) != read(pair[1]))

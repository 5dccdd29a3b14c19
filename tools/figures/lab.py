"""Runs the program, keeps what fits left behind, and writes tables and drawings. Figures use nothing else of strads."""
import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "bench"))
from svg_chart import Line, chart  # noqa: E402

REAL_TIME = ("seconds", "process_seconds")  # columns that differ from run to run; all others must not


@dataclass
class Fit:
    status: str      # "converged", "diverged", or why it stopped
    summary: dict
    trace: list      # a dict of numbers a checkpoint

    def column(self, name):
        return [row[name] for row in self.trace]

    def first(self, reached, column="emulated_seconds"):
        """`column` at the first checkpoint for which reached(row) holds; None when there is none."""
        return next((row[column] for row in self.trace if reached(row)), None)


@dataclass
class Drawing:
    letter: str
    name: str   # of the files, without extension
    title: str
    text: str   # one or two sentences under it
    table: list = None  # instead of an SVG: rows, the first the header


def number(text):
    return float("nan") if text == "" else float(text)


class Lab:
    def __init__(self, strads, out, form, threads):
        self.strads, self.out, self.form, self.threads = strads, out, form, threads  # form: tiny, quick or full
        self.memory = {}    # command -> Fit
        self.drawings = []
        self.skipped = []   # sentences
        os.makedirs(os.path.join(out, "data"), exist_ok=True)

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def skip(self, letter, why):
        self.skipped.append(f"{letter}: {why}")
        self.say(f"  left out: {why}")

    def generate(self, kind, name, *flags):
        """A folder of simulated data, made once."""
        folder = os.path.join(self.out, "data", f"{self.form}-{name}")
        if not os.path.isdir(folder):
            subprocess.run([self.strads, "generate", kind, "--out", folder, *map(str, flags)], check=True)
        return folder

    def fit(self, command, files, *flags, threads=None):
        words = [self.strads, command, *files, *map(str, flags), "--threads", str(threads or self.threads)]
        key = " ".join(words)
        if key not in self.memory:
            folder = os.path.join(self.out, "fit")
            done = subprocess.run([*words, "--out", folder, "--force", "--quiet"], stderr=subprocess.PIPE, text=True)
            if done.returncode not in (0, 7):  # 7: not converged; what there is is written
                sys.exit(f"{key}\n{done.stderr.strip()}")
            self.memory[key] = self.read(folder)
        return self.memory[key]

    def read(self, folder):
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as f:
            summary = json.load(f)
        with open(os.path.join(folder, "trace.csv"), encoding="utf-8") as f:
            rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
        trace = [{name: number(text) for name, text in row.items()} for row in rows]
        return Fit(summary["status"].removeprefix("not converged: "), summary, trace)

    def write_csv(self, name, header, rows):
        with open(os.path.join(self.out, name + ".csv"), "w", encoding="utf-8", newline="") as f:
            table = csv.writer(f, lineterminator="\n")
            table.writerow(header)
            table.writerows([f"{v:.10g}" if isinstance(v, float) else v for v in row] for row in rows)

    def draw(self, letter, name, title, text, x_label, y_label, lines, y_range, limit=None, limit_label=""):
        svg = os.path.join(self.out, name + ".svg")
        with open(svg, "w", encoding="utf-8") as f:
            f.write(chart(title, x_label, y_label, lines, y_range, limit, limit_label))
        if converter := shutil.which("rsvg-convert"):
            subprocess.run([converter, svg, "--zoom", "2", "--output", svg[:-3] + "png"], check=True)
        self.drawings.append(Drawing(letter, name, title, text))

    def table(self, letter, name, title, text, header, rows):
        self.drawings.append(Drawing(letter, name, title, text, [header, *rows]))


def end_of(fit):
    return {"converged": "dot", "diverged": "cross"}.get(fit.status, "open")

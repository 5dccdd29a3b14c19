"""Opens pages of `strads report` in Chromium, in light, dark and on a phone, and uses them as a person does.

    page.py STRADS      from the repository's root. Exit code 77: there is no Chromium."""
import json
import os
import subprocess
import sys
import tempfile

from browser import Browser, find
from fixture import add_schedule
from page_checks import check, check_sound, failures
from page_model import check_mf, check_one, check_phone, check_verdicts
from page_use import check_downloads, check_keys, check_many

DIABETES = ["datasets/diabetes/diabetes.csv", "--target", "progression"]
APPLE = ["datasets/apple/X.npy", "-y", "datasets/apple/y.txt"]
READERS = ["datasets/readers/train.csv", "--test", "datasets/readers/test.csv"]


def change_summary(folder, change):
    path = os.path.join(folder, "summary.json")
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    change(summary)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(summary, file)


def make_pages(strads, folder):
    def run(*arguments):
        done = subprocess.run([strads, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode not in (0, 7):
            sys.exit(f"strads {' '.join(arguments)}: {done.stderr.decode()}")
        return done.stderr.decode()

    def at(name):
        return os.path.join(folder, name)

    one = [*APPLE, "--lambda-ratio", "0.3"]
    run("lasso", *one, "--out", at("dynamic"))
    run("lasso", *one, "--schedule", "cyclic", "--max-rounds", "20000", "--out", at("cyclic"))
    run("lasso", *one, "--schedule", "random", "--workers", "512", "--out", at("diverged"))
    run("lasso", *APPLE, "--path", "20", "--folds", "5", "--out", at("path"))
    run("lasso", *DIABETES, "--lambda", "1000", "--out", at("null"))
    run("lasso", *DIABETES, "--lambda", "5", "--out", at("single"))
    run("mf", *READERS, "--rank", "4", "--out", at("mf"))
    add_schedule(at("path"))
    change_summary(at("mf"), lambda summary: summary.update(baselines={"test": {"mean": 2, "biases": 1.5}},
                                                            factor_variances=[0.5, 0.25, 0.125, 0.0625], range=[1, 5],
                                                            unknown={"test": {"users": 7, "items": 0}}))
    run("report", at("path"), "--out", at("one.html"))
    run("report", at("mf"), "--out", at("mf.html"))
    change_summary(at("mf"), lambda summary: summary["baselines"]["test"].update(biases=summary["test_rmse"]))
    run("report", at("mf"), "--out", at("behind.html"))
    for name in ("null", "single", "diverged"):
        run("report", at(name), "--out", at(f"{name}.html"))
    quiet = run("report", at("dynamic"), at("cyclic"), at("diverged"), at("path"), "--out", at("many.html"))
    check(quiet == "", f"many: stderr {quiet!r}")
    said = run("report", at("single"), at("path"), "--out", at("different.html"))
    check(said.startswith("strads: The runs are of different data (data: ") and "lambda_max" not in said,
          f"different: stderr {said!r}")


def main():
    program = find()
    if program is None:
        print("skipped: no Chromium")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="strads-page-") as folder, Browser(program) as browser:
        make_pages(sys.argv[1], folder)
        uses = {"one": [check_keys, check_downloads, lambda page: check_one(page, folder)], "many": [check_many],
                "mf": [check_mf]}
        for name, all_uses in uses.items():
            page = os.path.join(folder, f"{name}.html")
            papers = []
            for width, dark in ((1200, False), (1200, True), (390, False), (390, True)):
                browser.open(page, width=width, dark=dark)
                check_sound(browser, f"{name} at {width}{', dark' if dark else ''}")
                papers.append(browser.run("getComputedStyle(document.body).backgroundColor"))
            check(papers[0] != papers[1], f"{name}: dark looks like light")
            browser.open(page)
            for use in all_uses:
                use(browser)
            check(browser.problems == [], f"{name}, used: the console says {browser.problems}")
            check(len(browser.requests) == 1, f"{name}, used: requests {browser.requests}")
        check_verdicts(browser, folder)
        check_phone(browser, folder)
    print("pages: all sound" if not failures else f"pages: {len(failures)} checks failed")
    sys.exit(1 if failures else 0)


main()

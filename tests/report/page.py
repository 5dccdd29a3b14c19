"""Opens pages of `strads report` in Chromium, in light, dark and on a phone, and uses them as a person does.

    page.py STRADS      from the repository's root. Exit code 77: there is no Chromium."""
import json
import os
import subprocess
import sys
import tempfile

from browser import Browser, find
from fixture import add_schedule

APPLE = ["datasets/apple/X.npy", "-y", "datasets/apple/y.txt"]
READERS = ["datasets/readers/train.csv", "--test", "datasets/readers/test.csv"]
failures = 0


def check(good, what):
    global failures
    if not good:
        failures += 1
        print("FAILED:", what)


def make_pages(strads, folder):
    def run(*arguments):
        done = subprocess.run([strads, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode not in (0, 7):
            sys.exit(f"strads {' '.join(arguments)}: {done.stderr.decode()}")

    def at(name):
        return os.path.join(folder, name)

    one = [*APPLE, "--lambda-ratio", "0.3"]
    run("lasso", *one, "--out", at("dynamic"))
    run("lasso", *one, "--schedule", "cyclic", "--max-rounds", "20000", "--out", at("cyclic"))
    run("lasso", *one, "--schedule", "random", "--workers", "512", "--out", at("diverged"))
    run("lasso", *APPLE, "--path", "20", "--folds", "5", "--out", at("path"))
    run("mf", *READERS, "--rank", "4", "--out", at("mf"))
    add_schedule(at("path"))
    run("report", at("path"), "--out", at("one.html"))
    run("report", at("dynamic"), at("cyclic"), at("diverged"), at("path"), "--out", at("many.html"))
    run("report", at("mf"), "--out", at("mf.html"))


def check_sound(browser, name):
    """What holds of every page, however it is shown."""
    check(browser.problems == [], f"{name}: the console says {browser.problems}")
    check([url[:7] for url in browser.requests] == ["file://"], f"{name}: requests {browser.requests}")
    check(browser.run("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than the window")
    check(browser.run("[...document.querySelectorAll('.plot')].every((plot) => plot.querySelector('[d^=M], rect'))"),
          f"{name}: an empty chart")
    check(not browser.run("/NaN|undefined/.test(document.querySelector('main').outerHTML)"), f"{name}: NaN")
    overlaps = browser.run("""[...document.querySelectorAll('.card')].filter((card) => {
        const ticks = [...card.querySelectorAll('text.tick[text-anchor=middle]')];
        const boxes = ticks.map((text) => text.getBoundingClientRect());
        boxes.sort((a, b) => a.left - b.left);
        return boxes.slice(1).some((box, k) => box.left < boxes[k].right + 1);
    }).map((card) => card.querySelector('figcaption').textContent)""")
    check(overlaps == [], f"{name}: labels overlap in {overlaps}")


def lines_of(browser, title):
    """The series drawn in the card of this title: name and path."""
    return dict(browser.run(f"""[...[...document.querySelectorAll('.card')]
        .find((card) => card.querySelector('figcaption').textContent === {json.dumps(title)})
        .querySelectorAll('path[data-series]')].map((path) => [path.dataset.series, path.getAttribute('d')])"""))


def click(browser, selector):
    browser.run(f"document.querySelector({json.dumps(selector)}).click()")


def check_many(browser):
    gap = lines_of(browser, "Duality gap")
    check(list(gap) == ["dynamic", "cyclic", "diverged", "path"], f"many: series {list(gap)}")
    check(all(path.startswith("M") for path in gap.values()), "many: a series without points")

    click(browser, "input[name=axis][value=updates]")
    updates = lines_of(browser, "Duality gap")
    check(updates["cyclic"] != gap["cyclic"], "many: the axis did not switch")
    check("updates" in browser.run("document.querySelector('.card').innerText"), "many: the axis is not named")
    click(browser, "input[name=log]")
    check(lines_of(browser, "Duality gap")["cyclic"] != updates["cyclic"], "many: the log axis did not switch")
    click(browser, "input[name=log]")
    check(lines_of(browser, "Duality gap") == updates, "many: the log axis did not switch back")

    click(browser, ".card .checkbox input")
    check(lines_of(browser, "Duality gap") != updates, "many: a chart's log scale did not switch")
    click(browser, ".card .checkbox input")
    click(browser, "input[name=run][value='1']")
    check("cyclic" not in lines_of(browser, "Duality gap"), "many: a hidden run is drawn")
    click(browser, "input[name=run][value='1']")
    check(lines_of(browser, "Duality gap") == updates, "many: a run did not come back")

    heads = browser.run("[...document.querySelectorAll('header th')].map((head) => head.textContent)")
    check("schedule" in heads and "alpha" not in heads, f"many: columns of the runs {heads}")
    browser.run("""(() => { const select = document.querySelector('select'); select.value = 3;
                   select.dispatchEvent(new Event('change')); })()""")
    paths = lines_of(browser, "Coefficients along the path: the 12 largest")
    check(len(paths) == 12, "many: no details of the chosen run")


def check_keys(browser):
    """The read-out follows pointer and keys."""
    tip = "document.querySelector('.card .tip')"
    check(browser.run(f"{tip}.hidden"), "one: the read-out shows at first")
    browser.run("document.querySelector('.card svg.chart').focus()")
    browser.press("ArrowRight")
    first = browser.run(f"{tip}.innerText")
    browser.press("ArrowRight")
    second = browser.run(f"{tip}.innerText")
    check("relative duality gap" in first and first != second, f"one: arrow keys read {first!r}, {second!r}")
    browser.press("Escape")
    check(browser.run(f"{tip}.hidden"), "one: escape leaves the read-out")
    box = browser.run("(({ x, y }) => [x, y])(document.querySelector('.card svg.chart').getBoundingClientRect())")
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0] + 200, y=box[1] + 100)
    check(not browser.run(f"{tip}.hidden"), "one: the pointer reads nothing")


def check_downloads(browser):
    """What the buttons hand out."""
    browser.run("""(() => { window.saved = [];
        URL.createObjectURL = (blob) => { saved.push(blob); return '#'; }; URL.revokeObjectURL = () => {}; })()""")
    browser.run("document.querySelectorAll('.card button').forEach((button) => button.click())")
    texts = browser.run("Promise.all(saved.map((blob) => blob.text()))")
    csv = [text for text in texts if not text.startswith("<svg")]
    svg = [text for text in texts if text.startswith("<svg")]
    cards = browser.run("document.querySelectorAll('.card').length")
    check(len(csv) == len(svg) == cards, f"one: {len(csv)} CSV, {len(svg)} SVG of {cards}")
    check(csv[0].startswith("run,measure,seconds,value\npath,duality_gap,"), f"one: CSV starts {csv[0][:60]!r}")
    check(all(line.count(",") == text.split("\n")[0].count(",") for text in csv for line in text.split("\n")[:-1]),
          "one: CSV of uneven rows")
    check(browser.run(f"{json.dumps(svg)}.every((text) => !new DOMParser().parseFromString(text, 'image/svg+xml')"
                      ".querySelector('parsererror'))"), "one: an SVG is not well-formed")
    check(all("<style>" in text and "NaN" not in text for text in svg), "one: an SVG without style, or with NaN")


def check_one(browser):
    titles = browser.run("[...document.querySelectorAll('figcaption')].map((caption) => caption.textContent)")
    for title in ("Duality gap", "Nonzero coefficients along the path", "Coefficients along the path: the 12 largest",
                  "Candidates: drawn, kept, refused", "Who ran: workload by worker and round",
                  "Where the emulated time went"):
        check(title in titles, f"one: no chart {title!r} among {titles}")
    check(any(title.startswith("Load of 16 workers") for title in titles), f"one: no loads among {titles}")
    cv = lines_of(browser, "Cross-validation")
    check(list(cv) == ["path"] and cv["path"].count("L") == 19, f"one: cross-validation draws {cv}")
    bars = browser.run("document.querySelector('.spread').getAttribute('d').split('M').length - 1")
    check(bars == 20, f"one: {bars} bars of a standard error")
    check_keys(browser)
    check_downloads(browser)


def check_mf(browser):
    check(list(lines_of(browser, "Error")) == ["Test error", "Training error"], "mf: series of the error")
    click(browser, "input[name=axis][value=sweep]")
    ticks = browser.run("""[...document.querySelectorAll('.card')]
        .filter((card) => card.querySelector('path[data-series]'))
        .flatMap((card) => [...card.querySelectorAll('.tick[text-anchor=middle]')]).map((tick) => tick.textContent)""")
    check(ticks and all(tick.isdigit() for tick in ticks), f"mf: sweeps at {ticks}")


def main():
    program = find()
    if program is None:
        print("skipped: no Chromium")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="strads-page-") as folder, Browser(program) as browser:
        make_pages(sys.argv[1], folder)
        for name, use in (("one", check_one), ("many", check_many), ("mf", check_mf)):
            page = os.path.join(folder, f"{name}.html")
            papers = []
            for width, dark in ((1200, False), (1200, True), (390, False), (390, True)):
                browser.open(page, width=width, dark=dark)
                check_sound(browser, f"{name} at {width}{', dark' if dark else ''}")
                papers.append(browser.run("getComputedStyle(document.body).backgroundColor"))
            check(papers[0] != papers[1], f"{name}: dark looks like light")
            browser.open(page)
            use(browser)
            check(browser.problems == [], f"{name}, used: the console says {browser.problems}")
            check(len(browser.requests) == 1, f"{name}, used: requests {browser.requests}")
    print("pages: all sound" if failures == 0 else f"pages: {failures} checks failed")
    sys.exit(1 if failures else 0)


main()

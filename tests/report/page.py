"""Opens pages of `strads report` in Chromium, in light, dark and on a phone, and uses them as a person does.

    page.py STRADS      from the repository's root. Exit code 77: there is no Chromium."""
import json
import os
import subprocess
import sys
import tempfile

from browser import Browser, find
from fixture import add_schedule

DIABETES = ["datasets/diabetes/diabetes.csv", "--target", "progression"]
APPLE = ["datasets/apple/X.npy", "-y", "datasets/apple/y.txt"]
READERS = ["datasets/readers/train.csv", "--test", "datasets/readers/test.csv"]
failures = 0

# Texts whose contrast (WCAG 2) is below 4.5.
CONTRASTS = """(() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k], 0);
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (numbers(colour)[3] !== 0) return colour;
        }
    };
    const found = new Set();
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const element = text.parentElement;
        if (!text.data.trim() || element.closest('[hidden], option, title')) continue;
        const style = getComputedStyle(element);
        const [a, b] = [light(element.closest('svg') ? style.fill : style.color), light(behind(element))];
        if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) found.add(text.data);
    }
    return [...found];
})()"""


def check(good, what):
    global failures
    if not good:
        failures += 1
        print("FAILED:", what)


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


def check_sound(browser, name):
    """What holds of every page, however it is shown."""
    check(browser.problems == [], f"{name}: the console says {browser.problems}")
    check([url[:7] for url in browser.requests] == ["file://"], f"{name}: requests {browser.requests}")
    check(browser.run("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than the window")
    check(browser.run("[...document.querySelectorAll('.plot')].every((plot) => plot.querySelector('[d^=M], rect, circle'))"),
          f"{name}: an empty chart")
    check(not browser.run("/NaN|undefined/.test(document.querySelector('main').outerHTML)"), f"{name}: NaN")
    overlaps = browser.run("""[...document.querySelectorAll('.card')].filter((card) => {
        return ['text.tick[text-anchor=middle]:not(.top)', 'text.top'].some((which) => {
            const boxes = [...card.querySelectorAll(which)].map((text) => text.getBoundingClientRect());
            boxes.sort((a, b) => a.left - b.left);
            return boxes.slice(1).some((box, k) => box.left < boxes[k].right + 1);
        });
    }).map((card) => card.querySelector('figcaption').textContent)""")
    check(overlaps == [], f"{name}: labels overlap in {overlaps}")
    pale = browser.run(CONTRASTS)
    check(pale == [], f"{name}: text of less than 4.5 times its background's brightness: {pale}")
    unnamed = browser.run("""[...document.querySelectorAll('button, input, select, svg.chart, [role=region]')].filter(
        (one) => !(one.getAttribute('aria-label') || one.labels?.length)).map((one) => one.outerHTML.slice(0, 80))""")
    check(unnamed == [], f"{name}: without a name for who cannot see: {unnamed}")


def lines_of(browser, title):
    """The series drawn in the card of this title: name and path."""
    return dict(browser.run(f"""[...[...document.querySelectorAll('.card')]
        .find((card) => card.querySelector('figcaption').textContent === {json.dumps(title)})
        .querySelectorAll('path[data-series]')].map((path) => [path.dataset.series, path.getAttribute('d')])"""))


def click(browser, selector):
    browser.run(f"document.querySelector({json.dumps(selector)}).click()")


def card(title):
    """Script for the card whose title begins like this."""
    return f"""[...document.querySelectorAll('.card')]
        .find((card) => card.querySelector('figcaption').textContent.startsWith({json.dumps(title)}))"""


def check_many(browser):
    gap = lines_of(browser, "Duality gap")
    check(list(gap) == ["dynamic", "cyclic", "diverged"], f"many: series {list(gap)}")  # the path has a chart of its own
    check(all(path.startswith("M") for path in gap.values()), "many: a series without points")
    check(browser.run(f"{card('Duality gap at each')}.querySelectorAll('.dot').length") == 20, "many: gaps of the path")

    click(browser, "input[name=axis][value=updates]")
    updates = lines_of(browser, "Duality gap")
    check(updates["cyclic"] != gap["cyclic"], "many: the axis did not switch")
    check("updates" in browser.run(f"{card('Duality gap')}.innerText"), "many: the axis is not named")
    click(browser, "input[name=log]")
    check(lines_of(browser, "Duality gap")["cyclic"] != updates["cyclic"], "many: the log axis did not switch")
    click(browser, "input[name=log]")
    check(lines_of(browser, "Duality gap") == updates, "many: the log axis did not switch back")

    browser.run(f"{card('Duality gap')}.querySelector('.checkbox input').click()")
    check(lines_of(browser, "Duality gap") != updates, "many: a chart's log scale did not switch")
    browser.run(f"{card('Duality gap')}.querySelector('.checkbox input').click()")
    click(browser, "input[name=run][value='1']")
    check("cyclic" not in lines_of(browser, "Duality gap"), "many: a hidden run is drawn")
    click(browser, "input[name=run][value='1']")
    check(lines_of(browser, "Duality gap") == updates, "many: a run did not come back")

    heads = browser.run("[...document.querySelectorAll('header th')].map((head) => head.textContent)")
    check("schedule" in heads and "alpha" not in heads, f"many: columns of the runs {heads}")
    levels = browser.run("[...document.querySelectorAll('header td.status')].map((cell) => cell.className)")
    check([level.split()[-1] for level in levels] == ["good", "good", "bad", "good"], f"many: colours {levels}")
    check(browser.run("document.querySelector('.warning')") is None, "many: a warning between runs of one problem")
    browser.run("""(() => { const select = document.querySelector('select[name=details]'); select.value = 3;
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
    check("λ =" in first and first != second, f"one: arrow keys read {first!r}, {second!r}")
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
    starts = ("series,lambda,value\n", "run,step,lambda,error,", "run,measure,seconds,value\npath,objective,")
    for start in starts:
        check(any(text.startswith(start) for text in csv), f"one: no CSV starts {start!r}")
    check(all(line.count(",") == text.split("\n")[0].count(",") for text in csv for line in text.split("\n")[:-1]),
          "one: CSV of uneven rows")
    check(browser.run(f"{json.dumps(svg)}.every((text) => !new DOMParser().parseFromString(text, 'image/svg+xml')"
                      ".querySelector('parsererror'))"), "one: an SVG is not well-formed")
    check(all("<style>" in text and "NaN" not in text for text in svg), "one: an SVG without style, or with NaN")


def check_order(browser):
    """The model stands first, then how it was computed."""
    titles = browser.run("[...document.querySelectorAll('figcaption, h2')].map((caption) => caption.textContent)")
    expected = ["Coefficients along the path: the 12 largest", "Cross-validation", "Explained deviance along the path"]
    check(titles[:3] == expected, f"one: begins with {titles[:3]}")
    below = titles[titles.index("How it was computed"):]
    for title in ("Objective", "Duality gap at each λ", "Where the emulated time went",
                  "Candidates: drawn, kept, refused", "Who ran: workload by worker and round"):
        check(title in below, f"one: no chart {title!r} below among {titles}")
    check(any(title.startswith("Load of 16 workers") for title in below), f"one: no loads among {titles}")


def vertices(path):
    return [tuple(map(float, point.split())) for point in path.replace("L", "M").split("M")[1:]]


def check_marks(browser, summary):
    """The lambdas that cross-validation chose are marked where they are, in all three charts."""
    curve = vertices(lines_of(browser, "Cross-validation")["path"])
    check(len(curve) == 20, f"one: cross-validation draws {len(curve)} points")
    expected = [curve[summary["cross_validation"][which]][0] for which in ("least", "one_se")]
    for title in ("Coefficients", "Cross-validation", "Explained"):
        names = browser.run(f"[...{card(title)}.querySelectorAll('.mark-label')].map((text) => text.textContent)")
        check(names == ["least error", "one standard error"], f"one: {title} is marked {names}")
        places = browser.run(f"[...{card(title)}.querySelectorAll('.mark-line')].map((line) => line.x1.baseVal.value)")
        check(all(abs(a - b) < 0.2 for a, b in zip(places, expected)), f"one: {title} marked at {places}, not {expected}")
    nonzero = {str(step["nonzero"]) for step in summary["steps"]}
    top = browser.run(f"[...{card('Coefficients')}.querySelectorAll('.top')].map((text) => text.textContent)")
    check(top and set(top) <= nonzero, f"one: nonzeros {top} along the top")
    bars = browser.run("document.querySelector('.spread').getAttribute('d')")
    check(bars.count("M") == 20 and bars.count("h6") == 40, f"one: bars with caps {bars[:80]}")


def check_gap(browser):
    """One point a lambda, none on the axis."""
    dots = browser.run(f"[...{card('Duality gap at each')}.querySelectorAll('.dot')].map((dot) => dot.cy.baseVal.value)")
    axis = browser.run(f"{card('Duality gap at each')}.querySelector('.axis').y1.baseVal.value")
    check(len(dots) == 20, f"one: {len(dots)} gaps of 20 lambdas")
    check(all(dot < axis - 3 for dot in dots), f"one: gaps at {dots} on the axis at {axis}")
    path = lines_of(browser, "Duality gap at each λ")["path"]
    check("L" not in path, "one: gaps of different lambdas are joined")


def listed(browser):
    return browser.run("[...document.querySelectorAll('.model tbody tr')].map((row) => row.children[0].textContent)")


def check_coefficients(browser, folder, summary):
    """The largest at a chosen lambda are those of the file, standardized and not."""
    with open(os.path.join(folder, "coefficients.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]

    def largest(step, size):
        found = [row for row in rows if int(row[0]) == step and row[2] != "-1"]
        return [row[3] for row in sorted(found, key=size, reverse=True)][:20]

    def value(row):
        return abs(float(row[4]))

    def standardized(row):
        return abs(float(row[4]) * float(row[6]))

    chosen = summary["cross_validation"]
    check(listed(browser) == largest(chosen["least"], value), f"one: lists {listed(browser)}")
    lines = lines_of(browser, "Coefficients along the path: the 12 largest")
    click(browser, "input[name=standardized]")
    check(listed(browser) == largest(chosen["least"], standardized), f"one: lists, standardized, {listed(browser)}")
    check(lines_of(browser, "Coefficients along the path: the 12 largest") != lines, "one: the paths did not switch")
    check(browser.run("[...document.querySelectorAll('input[name=standardized]')].every((box) => box.checked)"),
          "one: the switches differ")
    browser.run("""(() => { const select = document.querySelector('select[name=chosen]'); select.selectedIndex = 1;
                   select.dispatchEvent(new Event('change')); })()""")
    check(listed(browser) == largest(chosen["one_se"], standardized), f"one: lists, simplest, {listed(browser)}")
    click(browser, "input[name=standardized]")


def check_one(browser, folder):
    with open(os.path.join(folder, "path", "summary.json"), encoding="utf-8") as file:
        summary = json.load(file)
    check_order(browser)
    check_marks(browser, summary)
    check_gap(browser)
    check_keys(browser)
    check_downloads(browser)
    check_coefficients(browser, os.path.join(folder, "path"), summary)


def check_mf(browser):
    check(list(lines_of(browser, "Error")) == ["Test error", "Training error"], "mf: series of the error")
    click(browser, "input[name=axis][value=sweep]")
    ticks = browser.run(f"""[...document.querySelectorAll('.computed .card')]
        .filter((card) => card.querySelector('path[data-series]'))
        .flatMap((card) => [...card.querySelectorAll('.tick[text-anchor=middle]')]).map((tick) => tick.textContent)""")
    check(ticks and all(tick.isdigit() for tick in ticks), f"mf: sweeps at {ticks}")
    check(browser.run(f"{card('Variances of the factors')}.querySelectorAll('rect.fill').length") == 4, "mf: variances")
    check(browser.run(f"{card('Predicted against given')}.querySelectorAll('rect').length") > 20, "mf: no predictions")
    row = browser.run("[...document.querySelector('.model tbody tr').children].map((cell) => cell.textContent)")
    check(row[0] == "test" and row[2:4] == ["1.5000", "2.0000"] and row[5:] == ["7", "0"], f"mf: errors {row}")
    facts = browser.run("document.querySelector('header .facts').innerText")
    check("1 to 5" in facts and "noise" in facts, f"mf: facts {facts!r}")


def check_verdicts(browser, folder):
    """Green only what beats its baseline; a sentence says why not."""
    for name, level, sentence in (("one", "good", None), ("single", "good", None), ("mf", "good", None),
                                  ("null", "fair", "the mean alone"), ("behind", "fair", "mean and biases alone"),
                                  ("diverged", "bad", None)):
        browser.open(os.path.join(folder, f"{name}.html"))
        classes, text = browser.run("""(() => { const status = document.querySelector('dd.status');
            return [status.className, status.parentElement.innerText]; })()""")
        check(classes == f"status {level}", f"{name}: {classes}, {text!r}")
        check(sentence is None or sentence in text, f"{name}: says {text!r}")
        axes = browser.run("[...document.querySelectorAll('input[name=axis]')].map((input) => input.value)")
        check(("emulated_seconds" in axes) == (name == "one"), f"{name}: axes {axes}")
    browser.open(os.path.join(folder, "different.html"))
    warning = browser.run("document.querySelector('.warning')?.textContent")
    check(warning is not None and "different data" in warning, f"different: warns {warning!r}")


def check_phone(browser, folder):
    """Status and error are seen at once: nothing to swipe, in the first window."""
    for name in ("one", "mf", "null"):
        browser.open(os.path.join(folder, f"{name}.html"), width=390, height=844)
        boxes = browser.run("""[...document.querySelectorAll('header .facts div')].slice(0, 2)
            .map((box) => box.getBoundingClientRect()).map(({ left, right, bottom }) => [left, right, bottom])""")
        check(len(boxes) == 2 and all(0 <= left and right <= 390 and bottom <= 844 for left, right, bottom in boxes),
              f"{name}: status and error at {boxes} of a phone")
    browser.open(os.path.join(folder, "many.html"), width=390, height=844)
    heads = browser.run("[...document.querySelectorAll('header th')].slice(0, 3).map((head) => head.textContent)")
    check(heads == ["run", "status", "error, held out"], f"many: first columns {heads}")
    right = browser.run("""[...document.querySelectorAll('header tr')].flatMap((row) => [...row.children].slice(0, 3))
        .map((cell) => cell.getBoundingClientRect().right)""")
    check(max(right) <= 390 - 20, f"many: columns end at {right} of a phone")


def main():
    program = find()
    if program is None:
        print("skipped: no Chromium")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="strads-page-") as folder, Browser(program) as browser:
        make_pages(sys.argv[1], folder)
        for name, use in (("one", lambda page: check_one(page, folder)), ("many", check_many), ("mf", check_mf)):
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
        check_verdicts(browser, folder)
        check_phone(browser, folder)
    print("pages: all sound" if failures == 0 else f"pages: {failures} checks failed")
    sys.exit(1 if failures else 0)


main()

"""What a page shows of a model: first, truly, and on a phone at once."""
import json
import os

from page_checks import card, check, click, lines_of


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
    check_coefficients(browser, os.path.join(folder, "path"), summary)


def check_mf(browser):
    check(list(lines_of(browser, "Error")) == ["Test error", "Training error"], "mf: series of the error")
    click(browser, "input[name=axis][value=sweep]")
    ticks = browser.run("""[...document.querySelectorAll('.computed .card')]
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

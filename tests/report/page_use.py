"""A page used as a person does: switches, keys, pointer, downloads."""
import json

from page_checks import card, check, click, lines_of


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
    check([level.split()[-1] for level in levels] == ["good", "bad", "bad", "good"], f"many: colours {levels}")
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

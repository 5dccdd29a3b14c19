"""What the checks of a page share: finding its parts, and what holds of every page."""
import json

failures = []

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
    if not good:
        failures.append(what)
        print("FAILED:", what)


def card(title):
    """Script for the card whose title begins like this."""
    return f"""[...document.querySelectorAll('.card')]
        .find((card) => card.querySelector('figcaption').textContent.startsWith({json.dumps(title)}))"""


def lines_of(browser, title):
    """The series drawn in the card of this title: name and path."""
    return dict(browser.run(f"""[...[...document.querySelectorAll('.card')]
        .find((card) => card.querySelector('figcaption').textContent === {json.dumps(title)})
        .querySelectorAll('path[data-series]')].map((path) => [path.dataset.series, path.getAttribute('d')])"""))


def click(browser, selector):
    browser.run(f"document.querySelector({json.dumps(selector)}).click()")


def check_sound(browser, name):
    """What holds of every page, however it is shown."""
    check(browser.problems == [], f"{name}: the console says {browser.problems}")
    check([url[:7] for url in browser.requests] == ["file://"], f"{name}: requests {browser.requests}")
    check(browser.run("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than the window")
    check(browser.run("[...document.querySelectorAll('.plot')].every((plot) => plot.querySelector('[d^=M],rect,circle'))"),
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

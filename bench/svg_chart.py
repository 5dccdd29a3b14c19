"""A chart with two logarithmic axes as a self-contained SVG, readable in light and dark. Standard library only."""
import math
from dataclasses import dataclass
from html import escape

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 920, 58, 600, 54, 398  # of the drawing; of the plot
LEGEND, ROW = 626, 38

STYLE = """
  :root { --paper: #fff; --ink: #1d232b; --soft: #66707c; --rule: #e8ebee; --axis: #aab2bb; --c0: #2f66ad; --c1: #bd5b33;
    --c2: #3f8a55; --c3: #80549e; --c4: #9a7913; --c5: #2c8995; }
  @media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e4e7eb; --soft: #97a1ac; --rule: #262b31;
    --axis: #59626c; --c0: #7aaae6; --c1: #e2956f; --c2: #7cc392; --c3: #bb97d6; --c4: #d3b454; --c5: #68bfca; } }
  text { font: 12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: var(--soft); }
  .title { font-size: 15px; font-weight: 600; fill: var(--ink); } .name { font-size: 12.5px; fill: var(--ink); }
  .note { font-size: 11.5px; } .paper { fill: var(--paper); } .grid { stroke: var(--rule); } .axis { stroke: var(--axis); }
  .limit { stroke: var(--soft); stroke-dasharray: 4 4; } .line { fill: none; stroke: var(--c); stroke-width: 2;
    stroke-linejoin: round; } .dashed { stroke-dasharray: 6 3; } .dot { fill: var(--c); stroke: var(--paper); stroke-width: 1.5; }
  .open { fill: var(--paper); stroke: var(--c); stroke-width: 2; } .cross { stroke: var(--c); stroke-width: 2.5; fill: none; }
"""


@dataclass
class Line:
    name: str
    note: str      # second line of the legend
    points: list   # (x, y); x = 0 is drawn at the left edge
    end: str       # how the line ends: "dot", "open" or "cross"
    like: int = -1  # an earlier line with the same points: only the legend gets this one


def power(k):
    if -3 < k < 4:
        return f"{10 ** k:,}" if k >= 0 else f"{10.0 ** k:g}"
    return "10" + str(k).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


class Axis:
    """Decades [low, high] onto [start, end]; what lies outside is drawn at the edge."""

    def __init__(self, low, high, start, end):
        self.low, self.high, self.start, self.end = low, high, start, end

    def at(self, value):
        if math.isnan(value) or value == math.inf:
            place = self.high
        else:
            place = math.log10(value) if value > 0 else self.low
        share = (min(max(place, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self):
        """Decades: all, or every second, third, ..., so that at most ten carry a number."""
        stride = math.ceil((self.high - self.low + 1) / 10)
        return range(self.low, self.high + 1, stride)


def decades(values):
    values = [v for v in values if 0 < v < math.inf]
    low, high = math.log10(min(values)), math.log10(max(values))
    return math.floor(low), max(math.floor(low) + 1, math.ceil(high))


def thinned(places):
    """Without points that lie within a pixel of the one before."""
    kept = places[:1]
    for place in places[1:-1]:
        if math.dist(place, kept[-1]) >= 1:
            kept.append(place)
    return kept + places[-1:]


def marker(x, y, kind):
    if kind == "cross":
        return f'<path class="cross" d="M{x - 4.5:.1f} {y - 4.5:.1f}l9 9m0 -9l-9 9"/>'
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'


def chart(title, x_label, y_label, lines, y_range, limit=None, limit_label=""):
    """`y_range`: least and largest y that are drawn in place. `limit`: a level drawn across, if any."""
    x = Axis(*decades([p[0] for line in lines for p in line.points]), LEFT, RIGHT)
    _, top = decades([min(p[1], y_range[1]) for line in lines for p in line.points])
    y = Axis(math.floor(math.log10(y_range[0])), top, BOTTOM, TOP)
    height = max(BOTTOM + 50, TOP + 6 + ROW * len(lines) + 12)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
           f'width="{WIDTH}" height="{height}" role="img">',
           f"<title>{escape(title)}</title><style>{STYLE}</style>",
           f'<rect class="paper" width="{WIDTH}" height="{height}" rx="8"/>',
           f'<text class="title" x="16" y="26">{escape(title)}</text>',
           f'<text class="note" x="16" y="{TOP - 9}">{escape(y_label)}</text>']
    for k in y.ticks():
        at = y.at(10.0 ** k)
        edge = "≤ " if k == y.low and limit is not None else ""
        out.append(f'<path class="grid" d="M{LEFT} {at:.1f}H{RIGHT}"/>'
                   f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{edge}{power(k)}</text>')
    for k in x.ticks():
        at = x.at(10.0 ** k)
        out.append(f'<path class="grid" d="M{at:.1f} {TOP}V{BOTTOM}"/>'
                   f'<text x="{at:.1f}" y="{BOTTOM + 18}" text-anchor="middle">{power(k)}</text>')
    if limit is not None:
        at = y.at(limit)
        out.append(f'<path class="limit" d="M{LEFT} {at:.1f}H{RIGHT}"/>'
                   f'<text class="note" x="{RIGHT - 4}" y="{at + 14:.1f}" text-anchor="end">{escape(limit_label)}</text>')
    out.append(f'<path class="axis" d="M{LEFT} {BOTTOM}H{RIGHT}"/>'
               f'<text x="{(LEFT + RIGHT) / 2}" y="{BOTTOM + 38}" text-anchor="middle">{escape(x_label)}</text>')
    ends = []
    for i, line in enumerate(lines):
        look = line.like if line.like >= 0 else i
        colour, dashed = f"--c: var(--c{look % 6})", " dashed" if look >= 6 else ""
        row = TOP + 12 + ROW * i
        if line.like < 0:
            places = thinned([(x.at(a), y.at(b)) for a, b in line.points])
            path = "L".join(f"{a:.1f} {b:.1f}" for a, b in places)
            out.append(f'<path class="line{dashed}" style="{colour}" d="M{path}"/>')
            ends.append(f'<g style="{colour}">{marker(*places[-1], line.end)}</g>')
        ends.append(f'<g style="{colour}"><path class="line{dashed}" d="M{LEGEND} {row}h26"/>'
                    f'{marker(LEGEND + 26, row, line.end)}</g>'
                    f'<text class="name" x="{LEGEND + 40}" y="{row + 2}">{escape(line.name)}</text>'
                    f'<text class="note" x="{LEGEND + 40}" y="{row + 17}">{escape(line.note)}</text>')
    return "\n".join([*out, *ends, "</svg>", ""])

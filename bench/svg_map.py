"""Tables of numbers, coloured by how far they are from 1, as one self-contained SVG, readable in light and dark. Standard
library only."""
import math
from html import escape

CELL, ROW, SIDE, HEAD, GAP = 38, 21, 84, 66, 14  # width and height of a number; left and top margins; between tables

STYLE = """
  :root { --paper: #fff; --ink: #1d232b; --soft: #66707c; --none: #f3f4f6; --ahead: 47, 125, 84; --behind: 190, 70, 45; }
  @media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e4e7eb; --soft: #97a1ac; --none: #1c2025;
    --ahead: 90, 185, 130; --behind: 225, 110, 80; } }
  text { font: 11px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: var(--soft); }
  .title { font-size: 15px; font-weight: 600; fill: var(--ink); } .name { font-size: 12px; fill: var(--ink); }
  .number { fill: var(--ink); text-anchor: middle; } .paper { fill: var(--paper); } .none { fill: var(--none); }
"""


def shade(value):
    """Full colour at 10 times and at a tenth."""
    strength = min(abs(math.log10(value)), 1) if value > 0 else 1
    return f"rgba(var(--{'ahead' if value >= 1 else 'behind'}), {0.08 + 0.62 * strength:.2f})"


def tables(title, across, down, rows, columns, numbers):
    """`across`, `down`: names of the tables' columns and rows; `rows`, `columns`: names within each table;
    `numbers[down][across][row][column]`: (value, text)."""
    width = SIDE + len(across) * (len(columns) * CELL + GAP) + 8
    tall = len(rows) * ROW + GAP
    height = HEAD + len(down) * tall + 22
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
           f"<title>{escape(title)}</title><style>{STYLE}</style>",
           f'<rect class="paper" width="{width}" height="{height}" rx="8"/>',
           f'<text class="title" x="16" y="26">{escape(title)}</text>']
    for i, name in enumerate(across):
        left = SIDE + i * (len(columns) * CELL + GAP)
        out.append(f'<text class="name" x="{left}" y="{HEAD - 12}">{escape(name)}</text>')
        for k, column in enumerate(columns):
            out.append(f'<text x="{left + k * CELL + CELL / 2}" y="{height - 10}" text-anchor="middle">{escape(column)}</text>')
        for j, kind in enumerate(down):
            top = HEAD + j * tall
            if i == 0:
                out.append(f'<text class="name" x="16" y="{top - 1}">{escape(kind)}</text>')
            for r, row in enumerate(rows):
                if i == 0:
                    out.append(f'<text x="{SIDE - 8}" y="{top + r * ROW + 15}" text-anchor="end">{escape(row)}</text>')
                for k, column in enumerate(columns):
                    x, y = left + k * CELL, top + r * ROW
                    number = numbers.get(kind, {}).get(name, {}).get(row, {}).get(column)
                    look = f'style="fill: {shade(number[0])}"' if number else 'class="none"'
                    out.append(f'<rect {look} x="{x}" y="{y}" width="{CELL - 2}" height="{ROW - 2}"/>')
                    if number:
                        out.append(f'<text class="number" x="{x + CELL / 2 - 1}" y="{y + 14}">{escape(number[1])}</text>')
    return "\n".join([*out, "</svg>", ""])

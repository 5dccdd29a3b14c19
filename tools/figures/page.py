"""One page of all figures, with nothing to load."""
import base64
import os
from html import escape

STYLE = """
  :root { color-scheme: light dark; --paper: #f6f7f8; --ink: #1d232b; --soft: #66707c; --rule: #dfe3e7; }
  @media (prefers-color-scheme: dark) { :root { --paper: #0e1013; --ink: #e4e7eb; --soft: #97a1ac; --rule: #2a3037; } }
  body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif;
    max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .2rem; } p, td, th { color: var(--soft); }
  img { width: 100%; height: auto; } table { border-collapse: collapse; font-size: 13px; display: block; overflow-x: auto; }
  td, th { border-bottom: 1px solid var(--rule); padding: .3rem .6rem; text-align: left; white-space: nowrap; }
"""


def picture(out, name, title):
    with open(os.path.join(out, name + ".svg"), "rb") as f:
        data = base64.b64encode(f.read()).decode("ascii")
    return f'<img alt="{escape(title)}" src="data:image/svg+xml;base64,{data}">'


def table(rows):
    header, *body = rows
    lines = ["<table><tr>" + "".join(f"<th>{escape(str(c))}</th>" for c in header) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{escape(str(c))}</td>" for c in row) + "</tr>" for row in body]
    return "\n".join([*lines, "</table>"])


def write(lab, form):
    parts = [f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
             f"<title>strads: figures</title><style>{STYLE}</style><h1>The papers' figures, {form} form</h1>",
             "<p>Made by tools/reproduce; docs/figures.md tells what the papers claim and what is seen. Seconds are those "
             "of the emulated cluster unless they are called real.</p>"]
    for d in sorted(lab.drawings, key=lambda d: d.letter):
        parts.append(f"<h2>{escape(d.letter)}. {escape(d.title)}</h2><p>{escape(d.text)}</p>")
        parts.append(table(d.table) if d.table else picture(lab.out, d.name, d.title))
    parts += [f"<p>Left out. {escape(why)}</p>" for why in lab.skipped]
    with open(os.path.join(lab.out, "index.html"), "w", encoding="utf-8") as f:
        f.write("\n".join(parts) + "</html>\n")

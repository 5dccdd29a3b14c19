// A card: a drawing with its title, what can be done with it, and a read-out of the point under pointer or keys.

const cards = new Set();

// spec: {title, file, height?, draw(svg, box), csv(), legend?(), buttons?(bar)}. The first three may be functions. `draw`
// fills the SVG within box = {width, height} and returns what can be read: lists of {x, y, lines}, one a series.
class Card {
  constructor(parent, spec) {
    this.spec = spec;
    this.figure = add(parent, 'figure', { class: 'card' });
    const head = add(this.figure, 'div', { class: 'head' });
    this.caption = add(head, 'figcaption');
    const bar = add(head, 'div', { class: 'bar' });
    if (spec.buttons) spec.buttons(bar);
    addButton(bar, 'CSV', 'Download the numbers as CSV', () =>
      download(`${this.told('file')}.csv`, csvText(spec.csv()), 'text/csv'),
    );
    addButton(bar, 'SVG', 'Download the drawing as SVG', () =>
      download(`${this.told('file')}.svg`, this.svgText(), 'image/svg+xml'),
    );
    this.plot = add(this.figure, 'div', { class: 'plot' });
    this.svg = add(this.plot, 'svg', { class: 'chart', tabindex: 0, role: 'application' });
    this.reader = new Reader(this.plot, this.svg);
    cards.add(this);
  }

  told(what) {
    return typeof this.spec[what] === 'function' ? this.spec[what]() : this.spec[what];
  }

  redraw() {
    const width = Math.max(this.plot.clientWidth, 240);
    const height = this.told('height') ?? 250;
    const title = this.told('title');
    this.caption.textContent = title;
    this.svg.replaceChildren();
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) {
      this.svg.setAttribute(name, value);
    }
    this.svg.setAttribute('aria-label', `${title}. Arrow keys read the points.`);
    this.reader.take(this.spec.draw(this.svg, { width, height }));
  }

  // The same drawing, wider, with title and legend, as a file of its own.
  svgText() {
    const [width, height, top] = [640, (this.told('height') ?? 250) + 70, 34];
    const legend = this.spec.legend ? this.spec.legend() : [];
    const root = document.createElementNS(svgSpace, 'svg');
    root.setAttribute('class', 'chart');
    add(root, 'style', {}, document.getElementById('chart-style').textContent);
    const paper = add(root, 'rect', { class: 'paper' });
    add(root, 'text', { class: 'title', x: 14, y: 24 }, this.told('title'));
    const inner = add(root, 'g', { transform: `translate(8 ${top})` });
    this.spec.draw(inner, { width: width - 16, height });
    const bottom = drawLegend(root, legend, width, top + height + 14);
    for (const element of [root, paper]) {
      element.setAttribute('width', width);
      element.setAttribute('height', bottom);
    }
    root.setAttribute('viewBox', `0 0 ${width} ${bottom}`);
    return new XMLSerializer().serializeToString(root);
  }
}

// Rows of {name, classes}; returns where they end.
function drawLegend(root, legend, width, top) {
  let [x, y] = [14, top];
  for (const { name, classes } of legend) {
    const room = 44 + 6.6 * name.length;
    if (x + room > width && x > 14) [x, y] = [14, y + 18];
    add(root, 'path', { class: `line ${classes}`, d: `M${x} ${y}h24` });
    add(root, 'text', { class: 'name', x: x + 30, y: y + 4 }, name);
    x += room;
  }
  return y + (legend.length > 0 ? 16 : 0);
}

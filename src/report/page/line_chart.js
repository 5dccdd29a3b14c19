// Lines on linear or log axes.

const margin = { left: 60, right: 14, top: 26, bottom: 44 };
const labelRoom = 90;
const mostDots = 40; // of longer lines only points without a neighbour are dots

// The range of the values that have a place; null when none has.
function extent(values, axis) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || (axis.log && value <= 0)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : null;
}

// The values that the y axis must show. A run that diverges leads out of a log axis: a hundred times the largest value
// that a stroke starts with is its end. The first points of what settles may lie outside.
function shownValues(spec) {
  const firsts = spec.series
    .flatMap((series) => series.points.filter((point, k) => k === 0 || point.starts))
    .map((point) => point.y)
    .filter((y) => Number.isFinite(y) && y > 0);
  const ceiling = spec.y.log && firsts.length > 0 ? 100 * Math.max(...firsts) : Infinity;
  const values = spec.series.flatMap((series) =>
    series.points
      .slice(spec.settles && series.points.length > 2 ? 1 : 0)
      .flatMap(({ y, spread }) => (spread ? [y - spread, y + spread] : [y])),
  );
  const shown = values.filter((value) => value <= ceiling);
  if (spec.reference && shown.length > 0) shown.push(spec.reference.y);
  if (spec.y.fromZero && !spec.y.log && shown.length > 0) shown.push(0);
  return shown;
}

function drawAxes(svg, box, spec, x, y, right = box.width - margin.right) {
  const bottom = box.height - margin.bottom;
  for (const tick of y.ticks) {
    const at = y.at(tick);
    add(svg, 'line', { class: 'grid', x1: margin.left, x2: right, y1: at, y2: at });
    add(svg, 'text', { class: 'tick', x: margin.left - 7, y: at + 4, 'text-anchor': 'end' }, shortNumber(tick));
  }
  add(svg, 'line', { class: 'axis', x1: margin.left, x2: right, y1: bottom, y2: bottom });
  for (const tick of x.ticks) {
    const at = x.at(tick);
    add(svg, 'line', { class: 'axis', x1: at, x2: at, y1: bottom, y2: bottom + 4 });
    add(svg, 'text', { class: 'tick', x: at, y: bottom + 17, 'text-anchor': 'middle' }, shortNumber(tick));
  }
  add(svg, 'text', { class: 'name', x: right, y: box.height - 8, 'text-anchor': 'end' }, spec.x.label);
  add(svg, 'text', { class: 'name', x: 0, y: 12 }, spec.y.label);
}

function drawSeries(parent, series, x, y) {
  const { points, classes, name } = series;
  const shown = (k) => k >= 0 && k < points.length && x.places(points[k].x) && y.places(points[k].y);
  const joined = (k) => shown(k - 1) && shown(k) && !points[k].starts;
  const strokes = points.filter((point) => point.starts).length > 5 ? 'strokes' : '';
  const line = add(parent, 'path', { class: `line ${strokes} ${classes}`, 'data-series': name });
  let path = '';
  let bars = '';
  const placed = [];
  points.forEach((point, k) => {
    if (!shown(k)) return;
    const [cx, cy] = [x.at(point.x), y.at(point.y)];
    path += `${joined(k) ? 'L' : 'M'}${cx.toFixed(1)} ${cy.toFixed(1)}`;
    if (point.spread) {
      const [low, high] = [y.at(point.y - point.spread), y.at(point.y + point.spread)];
      bars += `M${cx.toFixed(1)} ${low.toFixed(1)}V${high.toFixed(1)}`;
    }
    placed.push({ x: cx, y: cy, lines: point.lines });
    if (points.length <= mostDots || !(joined(k) || joined(k + 1)))
      add(parent, 'circle', { class: `dot ${classes}`, cx, cy, r: 2.3 });
  });
  line.setAttribute('d', path);
  if (bars) add(parent, 'path', { class: `spread ${classes}`, d: bars });
  return placed;
}

// Heights of the labels at the lines' ends, moved apart where they would overlap.
function labelHeights(wanted, bottom) {
  const order = wanted.map((_, k) => k).sort((a, b) => wanted[a] - wanted[b]);
  const heights = [...wanted];
  let last = -Infinity;
  for (const k of order) last = heights[k] = Math.max(wanted[k], last + 13);
  let next = bottom + 13;
  for (const k of order.reverse()) next = heights[k] = Math.min(heights[k], next - 13);
  return heights;
}

function drawLabels(svg, series, placed, right, bottom) {
  const drawn = series.map((one, k) => ({ ...one, end: placed[k].at(-1) })).filter((one) => one.end);
  const heights = labelHeights(
    drawn.map((one) => one.end.y),
    bottom,
  );
  drawn.forEach(({ name, classes, end }, k) => {
    const bend = `M${end.x + 3} ${end.y}L${right + 4} ${end.y}L${right + 11} ${heights[k]}`;
    add(svg, 'path', { class: `leader ${classes}`, d: bend });
    const text = name.length > 13 ? `${name.slice(0, 12)}…` : name;
    const label = add(svg, 'text', { class: `label ${classes}`, x: right + 14, y: heights[k] + 4 }, text);
    add(label, 'title', {}, name);
  });
}

// spec: {x: {label, log, reverse, whole}, y: {label, log, fromZero, whole}, settles, labels, reference: {y, label},
// series: [{name, classes, points: [{x, y, spread, starts, lines}]}]}; `labels` writes names at the lines' ends. Returns
// what a Reader reads.
function drawLines(svg, box, spec) {
  const yRange = extent(shownValues(spec), spec.y);
  const xs = spec.series.flatMap((series) => series.points.filter((point) => Number.isFinite(point.y)));
  const xRange = extent(
    xs.map((point) => point.x),
    spec.x,
  );
  const right = box.width - margin.right - (spec.labels ? labelRoom : 0);
  const bottom = box.height - margin.bottom;
  if (!xRange || !yRange) {
    add(
      svg,
      'text',
      { class: 'name', x: box.width / 2, y: box.height / 2, 'text-anchor': 'middle' },
      'nothing to draw here',
    );
    return [];
  }
  const x = makeScale(spec.x, ...xRange, margin.left, right, (right - margin.left) / 80);
  const y = makeScale({ ...spec.y, foot: true }, ...yRange, bottom, margin.top, 5, true);
  drawAxes(svg, box, spec, x, y, right);
  const clip = `clip${++drawLines.count}`;
  add(add(svg, 'clipPath', { id: clip }), 'rect', {
    x: margin.left - 4,
    y: margin.top - 4,
    width: right - margin.left + 8,
    height: bottom - margin.top + 8,
  });
  const lines = add(svg, 'g', { 'clip-path': `url(#${clip})` });
  const placed = spec.series.map((series) => drawSeries(lines, series, x, y));
  if (spec.reference && y.places(spec.reference.y)) {
    const level = y.at(spec.reference.y);
    add(svg, 'line', { class: 'reference', x1: margin.left, x2: right, y1: level, y2: level });
    add(svg, 'text', { class: 'tick halo', x: right, y: level - 5, 'text-anchor': 'end' }, spec.reference.label);
  }
  if (spec.labels) drawLabels(svg, spec.series, placed, right, bottom);
  return placed.map((points) => points.filter((point) => point.y >= margin.top - 4 && point.y <= bottom + 4));
}
drawLines.count = 0;

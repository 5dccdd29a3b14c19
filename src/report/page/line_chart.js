// Lines on linear or log axes.

const mostDots = 40; // of longer lines only points without a neighbour are dots
const leastBarRoom = 7; // pixels between two bars of a spread

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
// that a stroke starts with is its end. The first points of what starts far away may lie outside.
function shownValues(spec) {
  const firsts = spec.series
    .flatMap((series) => series.points.filter((point, k) => k === 0 || point.starts))
    .map((point) => point.y)
    .filter((y) => Number.isFinite(y) && y > 0);
  const ceiling = spec.y.log && firsts.length > 0 ? 100 * Math.max(...firsts) : Infinity;
  const least = (spec.y.log && spec.y.least) || -Infinity;
  const shown = spec.series
    .flatMap((series) =>
      series.points
        .slice(spec.startsFar && series.points.length > 2 ? 1 : 0)
        .flatMap(({ y, spread }) => (spread ? [y - spread, y + spread] : [y])),
    )
    .filter((value) => Number.isFinite(value) && value <= ceiling)
    .map((value) => Math.max(value, least));
  if (shown.length > 0) shown.push(...(spec.guides?.levels ?? []).map((level) => level.at));
  if (spec.y.fromZero && !spec.y.log && shown.length > 0) shown.push(0);
  return shown;
}

function pathText(strokes) {
  return strokes
    .map((pixels) => pixels.map(({ x, y }, k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(''))
    .join('');
}

// Strokes through the pixels, null where there is none, cut at the frame. A pixel that `starts` begins a stroke.
function cutStrokes(pixels, frame) {
  const inside = ({ y }) => y >= frame.top - 0.5 && y <= frame.bottom + 0.5;
  const exit = (from, to) => {
    const edge = to.y < frame.top ? frame.top : frame.bottom;
    return { x: from.x + ((edge - from.y) / (to.y - from.y)) * (to.x - from.x), y: edge };
  };
  const strokes = [];
  pixels.forEach((here, k) => {
    const before = pixels[k - 1];
    if (!here) return;
    if (!before || here.starts) {
      if (inside(here)) strokes.push([here]);
    } else if (inside(here)) {
      if (!inside(before)) strokes.push([exit(here, before)]);
      strokes.at(-1).push(here);
    } else if (inside(before)) {
      strokes.at(-1).push(exit(before, here));
    }
  });
  return strokes;
}

// Bars with caps, as many as can be told apart.
function barsText(points, pixels, y) {
  let last = -Infinity;
  return points
    .map(({ y: value, spread }, k) => {
      if (!spread || !pixels[k] || Math.abs(pixels[k].x - last) < leastBarRoom) return '';
      last = pixels[k].x;
      const [low, high] = [y.at(value - spread), y.at(value + spread)];
      return `M${(last - 3).toFixed(1)} ${high.toFixed(1)}h6m-3 0V${low.toFixed(1)}m-3 0h6`;
    })
    .join('');
}

function drawSeries(parent, series, frame, x, y) {
  const { points, classes, name } = series;
  const placed = (point) => point && x.places(point.x) && y.places(point.y);
  const pixels = points.map((point) =>
    placed(point) ? { x: x.at(point.x), y: y.at(point.y), starts: point.starts, lines: point.lines } : null,
  );
  const bars = barsText(points, pixels, y);
  if (bars) add(parent, 'path', { class: `spread ${classes}`, d: bars });
  const d = pathText(cutStrokes(pixels, frame));
  add(parent, 'path', { class: `line ${classes}`, 'data-series': name, d });
  const joined = (k) => pixels[k - 1] && pixels[k] && !pixels[k].starts;
  const read = pixels.filter((pixel, k) => {
    if (!pixel || pixel.y < frame.top - 0.5 || pixel.y > frame.bottom + 0.5) return false;
    if (points.length <= mostDots || !(joined(k) || joined(k + 1))) {
      add(parent, 'circle', { class: `dot ${classes}`, cx: pixel.x, cy: pixel.y, r: 2.3 });
    }
    return true;
  });
  return { read, end: pixels.findLast((pixel) => pixel) };
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

function drawLabels(svg, series, drawn, { right, bottom }) {
  const lines = series.map((one, k) => ({ ...one, end: drawn[k].end })).filter((one) => one.end);
  const heights = labelHeights(
    lines.map((one) => one.end.y),
    bottom,
  );
  lines.forEach(({ name, classes, end }, k) => {
    const bend = `M${end.x + 3} ${end.y}L${right + 4} ${end.y}L${right + 11} ${heights[k]}`;
    add(svg, 'path', { class: `leader ${classes}`, d: bend });
    const label = add(svg, 'text', { class: 'label', x: right + 14, y: heights[k] + 4 }, shortened(name, 13));
    add(label, 'title', {}, name);
  });
}

// spec: {x: {label, log, reverse, whole, nought}, y: {the same and fromZero, least}, startsFar, labels, room, guides:
// {levels, marks, top: [{at, label}], marksBelow, topName}, series: [{name, classes, points: [{x, y, spread, starts,
// lines}]}]}; `labels` writes names at the lines' ends, into `room` pixels to the right; lines lead out where a value
// lies below y.least. Returns what a Reader reads.
function drawLines(svg, box, spec) {
  const yRange = extent(shownValues(spec), spec.y);
  const xs = spec.series.flatMap((series) => series.points.filter((point) => Number.isFinite(point.y)));
  const xRange = extent(
    xs.map((point) => point.x),
    spec.x,
  );
  if (!xRange || !yRange) {
    const middle = { class: 'name', x: box.width / 2, y: box.height / 2, 'text-anchor': 'middle' };
    add(svg, 'text', middle, 'nothing to draw here');
    return [];
  }
  const { levels = [], marks = [], marksBelow = false, top = [], topName } = spec.guides ?? {};
  const frame = frameOf(box, { top: top.length > 0, room: spec.room });
  const x = makeScale(spec.x, ...xRange, frame.left, frame.right, (frame.right - frame.left) / 80);
  const y = makeScale(spec.y, ...yRange, frame.bottom, frame.top, 5, true);
  drawAxes(svg, frame, spec, x, y);
  const drawn = spec.series.map((series) => drawSeries(svg, series, frame, x, y));
  drawLevels(svg, frame, levels, y);
  drawMarks(svg, frame, marks, x, marksBelow);
  drawTop(svg, frame, top, topName, x);
  if (spec.labels) drawLabels(svg, spec.series, drawn, frame);
  return drawn.map(({ read }) => read);
}

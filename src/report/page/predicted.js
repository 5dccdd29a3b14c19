// What was predicted for given ratings: counts, shaded in the levels of chart.css, with the mean rating given where so
// much was predicted, and the line on which both are equal.

// From columns with a row a cell to {from, to, low, high, count}; bins without an end are as wide as the others.
function predictedCells(columns) {
  const { predicted_low: low, predicted_high: high } = columns;
  const width = Math.min(...low.map((from, k) => (from === null || high[k] === null ? Infinity : high[k] - from)));
  return low.map((from, k) => ({
    from: from ?? high[k] - width,
    to: high[k] ?? from + width,
    open: from === null ? 'below' : high[k] === null ? 'above' : '',
    low: columns.given_low[k],
    high: columns.given_high[k],
    count: columns.count[k],
  }));
}

// Ratings that are bins of their own are as high as their neighbours' distance.
function givenHeight(cells) {
  const values = [...new Set(cells.flatMap(({ low, high }) => [low, high]))].sort((a, b) => a - b);
  const gaps = values.slice(1).map((value, k) => value - values[k]);
  if (cells.some(({ low, high }) => high > low)) return 0;
  return gaps.length > 0 ? Math.min(...gaps) : 1;
}

// Mean rating of each bin of predictions, each rating as the middle of its bin.
function meanGiven(cells) {
  const bins = new Map();
  for (const { from, to, low, high, count } of cells) {
    const bin = bins.get(from) ?? { x: (from + to) / 2, sum: 0, count: 0 };
    bin.sum += (count * (low + high)) / 2;
    bin.count += count;
    bins.set(from, bin);
  }
  return [...bins.values()].map(({ x, sum, count }) => ({ x, y: sum / count, count })).sort((a, b) => a.x - b.x);
}

function cellWords({ from, to, open, low, high, count }) {
  const range = (a, b) => (a === b ? shortNumber(a) : `${shortNumber(a)} to ${shortNumber(b)}`);
  const predicted = open ? `${open} ${shortNumber(open === 'below' ? to : from)}` : range(from, to);
  const given = range(low, high);
  return [`predicted ${predicted}`, `given ${given}`, plural(count, 'rating')];
}

function drawPredicted(svg, box, cells) {
  const frame = frameOf(box);
  const height = givenHeight(cells);
  const [lows, highs] = [cells.map((cell) => cell.low - height / 2), cells.map((cell) => cell.high + height / 2)];
  const all = [Math.min(...cells.map((cell) => cell.from)), Math.max(...cells.map((cell) => cell.to))];
  const x = makeScale({}, ...all, frame.left, frame.right, (frame.right - frame.left) / 80);
  const y = makeScale({}, Math.min(...lows), Math.max(...highs), frame.bottom, frame.top, 5);
  const most = Math.max(...cells.map((cell) => cell.count));
  drawAxes(svg, frame, { x: { label: 'predicted' }, y: { label: 'rating given' } }, x, y);
  const placed = cells.map((cell, k) => {
    const [left, right, top, bottom] = [x.at(cell.from), x.at(cell.to), y.at(highs[k]), y.at(lows[k])];
    const level = Math.min(Math.floor(heatLevels * Math.sqrt(cell.count / most)), heatLevels - 1);
    add(svg, 'rect', { class: `h${level}`, x: left, y: top, width: right - left, height: bottom - top });
    return { x: (left + right) / 2, y: (top + bottom) / 2, lines: cellWords(cell) };
  });
  const ends = [Math.max(all[0], Math.min(...lows)), Math.min(all[1], Math.max(...highs))];
  add(svg, 'path', { class: 'reference', d: `M${x.at(ends[0])} ${y.at(ends[0])}L${x.at(ends[1])} ${y.at(ends[1])}` });
  const means = meanGiven(cells).map((mean) => ({ ...mean, x: x.at(mean.x), y: y.at(mean.y), value: mean.y }));
  add(svg, 'path', { class: 'line c1', 'data-series': 'mean given', d: pathText([means]) });
  for (const mean of means) add(svg, 'circle', { class: 'dot c1', cx: mean.x, cy: mean.y, r: 2.3 });
  const words = ({ value, count }) => ['mean rating given', shortNumber(value), `of ${plural(count, 'rating')}`];
  return [placed, means.map((mean) => ({ x: mean.x, y: mean.y, lines: words(mean) }))];
}

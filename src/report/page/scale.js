// From data to pixels on one axis, with ticks at round numbers.

// The spacing of 1, 2 or 5 times a power of ten that cuts `range` into about `parts`.
function roundSpacing(range, parts, whole) {
  const rough = range / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const spacing = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * (1 - 1e-9));
  return whole ? Math.max(spacing, 1) : spacing;
}

function linearTicks(low, high, spacing) {
  const ticks = [];
  for (let k = Math.ceil(low / spacing - 1e-9); k <= Math.floor(high / spacing + 1e-9); ++k) ticks.push(k * spacing);
  return ticks;
}

// `low` and `high` are exponents of ten.
function logTicks(low, high, parts) {
  const decades = high - low;
  if (decades < 0.7) {
    const [from, to] = [10 ** low, 10 ** high];
    return linearTicks(from, to, roundSpacing(to - from, parts, false));
  }
  if (decades >= 3) {
    return linearTicks(low, high, Math.max(1, Math.ceil(decades / (parts + 1)))).map((exponent) => 10 ** exponent);
  }
  const factors = decades >= 1.5 ? [1, 3] : [1, 2, 5];
  return linearTicks(Math.floor(low), high, 1)
    .flatMap((exponent) => factors.map((factor) => factor * 10 ** exponent))
    .filter((value) => Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9);
}

const strip = 20; // pixels

// axis: {log, reverse, whole, nought}; [low, high] goes to pixels [start, end]. An empty range is widened; with
// `roundOut` a linear one is widened to the next ticks. What is not above 0 has a place on a log axis where `nought`
// says so: at its 'start'; 'outside', an axis's length before it, so that lines lead out; or 'apart', near the start
// with a tick, and the axis begins a little later.
function makeScale(axis, low, high, start, end, parts, roundOut = false) {
  const position = (value) => (axis.log ? Math.log10(value) : value);
  let [from, to] = [position(low), position(high)];
  if (to - from <= 1e-9 * Math.max(Math.abs(from), Math.abs(to))) {
    const margin = axis.log ? 0.5 : Math.max(0.5 * Math.abs(from), 0.5);
    [from, to] = [from - margin, to + margin];
  }
  if (roundOut && !axis.log) {
    const spacing = roundSpacing(to - from, parts, axis.whole);
    from = Math.floor(from / spacing + 1e-9) * spacing;
    to = Math.ceil(to / spacing - 1e-9) * spacing;
  }
  let [first, last] = axis.reverse ? [end, start] : [start, end];
  let nought = axis.nought === 'outside' ? 2 * first - last : first;
  const ticks = axis.log ? logTicks(from, to, parts) : linearTicks(from, to, roundSpacing(to - from, parts, axis.whole));
  if (axis.nought === 'apart') {
    const up = Math.sign(last - first) * strip;
    nought += 0.4 * up;
    first += up;
    ticks.unshift(0);
  }
  const clamp = (pixel) => Math.min(Math.max(pixel, -1e5), 1e5);
  return {
    at: (value) =>
      axis.log && value <= 0 ? nought : clamp(first + ((position(value) - from) / (to - from)) * (last - first)),
    places: (value) => Number.isFinite(value) && (!axis.log || value > 0 || axis.nought !== undefined),
    ticks,
  };
}

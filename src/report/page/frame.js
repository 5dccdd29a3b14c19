// What stands around and behind the lines of a chart: axes, levels, marks.

const margin = { left: 60, right: 14, top: 26, bottom: 44 };

// Where the lines go. `top` makes room for numbers above, `room` for labels to the right.
function frameOf(box, { top = false, room = 0 } = {}) {
  return {
    left: margin.left,
    right: box.width - margin.right - room,
    top: margin.top + (top ? 14 : 0),
    bottom: box.height - margin.bottom,
    height: box.height,
    room,
  };
}

function drawAxes(svg, frame, spec, x, y) {
  const { left, right, bottom, height } = frame;
  for (const tick of y.ticks) {
    const at = y.at(tick);
    add(svg, 'line', { class: 'grid', x1: left, x2: right, y1: at, y2: at });
    add(svg, 'text', { class: 'tick', x: left - 7, y: at + 4, 'text-anchor': 'end' }, shortNumber(tick));
  }
  add(svg, 'line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom });
  for (const tick of x.ticks) {
    const at = x.at(tick);
    add(svg, 'line', { class: 'axis', x1: at, x2: at, y1: bottom, y2: bottom + 4 });
    add(svg, 'text', { class: 'tick', x: at, y: bottom + 17, 'text-anchor': 'middle' }, shortNumber(tick));
  }
  add(svg, 'text', { class: 'name', x: right, y: height - 8, 'text-anchor': 'end' }, spec.x.label);
  add(svg, 'text', { class: 'name', x: 0, y: 12 }, spec.y.label);
}

// Labels stand in the room to the right, or at the right end above their level.
function drawLevels(svg, frame, levels, y) {
  for (const { at, label } of levels) {
    if (!y.places(at)) continue;
    const level = y.at(at);
    add(svg, 'line', { class: 'reference', x1: frame.left, x2: frame.right, y1: level, y2: level });
    const outside = { x: frame.right + 6, y: level + 4 };
    const inside = { x: frame.right, y: level - 5, 'text-anchor': 'end' };
    add(svg, 'text', { class: 'tick halo', ...(frame.room > 0 ? outside : inside) }, label);
  }
}

// Labels stand inside, at the top or the bottom, each lower than the last, on the side with more room.
function drawMarks(svg, frame, marks, x, below) {
  const first = below ? frame.bottom - 8 - 15 * (marks.length - 1) : frame.top + 11;
  marks.forEach(({ at, label }, k) => {
    if (!x.places(at)) return;
    const line = x.at(at);
    const before = line - frame.left > frame.right - line;
    add(svg, 'line', { class: 'mark-line', x1: line, x2: line, y1: frame.top, y2: frame.bottom });
    const text = { class: 'mark-label halo', x: line + (before ? -5 : 5), y: first + 15 * k };
    add(svg, 'text', { ...text, 'text-anchor': before ? 'end' : 'start' }, label);
  });
}

// Along the top: of the labels, {at, label}, the nearest to each tick; their name stands in the room to the right.
function drawTop(svg, frame, labels, name, x) {
  const placed = labels.filter(({ at }) => x.places(at));
  if (placed.length === 0) return;
  for (const tick of x.ticks) {
    const distance = ({ at }) => Math.abs(x.at(at) - x.at(tick));
    const nearest = placed.reduce((best, one) => (distance(one) < distance(best) ? one : best));
    add(svg, 'text', { class: 'tick top', x: x.at(tick), y: frame.top - 7, 'text-anchor': 'middle' }, nearest.label);
  }
  add(svg, 'text', { class: 'name', x: frame.right + 14, y: frame.top - 7 }, name);
}

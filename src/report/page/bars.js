// Bars: upright ones along whole numbers, stacks of parts, and lollipops of named values.

// spec: {x: {label, first, last}, y: {label}, levels, bars: [{value, lines}]}. The bars share the numbers from `first`
// to `last` evenly.
function drawBars(svg, box, spec) {
  const frame = frameOf(box);
  const { left, right, top, bottom } = frame;
  const { bars } = spec;
  const y = makeScale({}, 0, Math.max(...bars.map((bar) => bar.value)) || 1, bottom, top, 5, true);
  const { first, last } = spec.x;
  const x = makeScale({ whole: true }, first - 0.5, last + 0.5, left, right, (right - left) / 80);
  drawAxes(svg, frame, spec, x, y);
  const pitch = (right - left) / bars.length;
  const width = pitch > 4 ? Math.max(0.8 * pitch, pitch - 2) : pitch + 0.2;
  const placed = bars.map(({ value, lines }, k) => {
    const [from, level] = [left + pitch * k + Math.max((pitch - width) / 2, 0), y.at(value)];
    add(svg, 'rect', { class: 'fill c0', x: from, y: level, width, height: bottom - level });
    return { x: from + width / 2, y: level, lines };
  });
  drawLevels(svg, frame, spec.levels ?? [], y);
  return [placed];
}

const lollipopRow = 20;

function lollipopHeight(rows) {
  return 50 + lollipopRow * rows.length;
}

// rows: [{name, value, lines}], from the top down.
function drawLollipops(svg, box, rows, label) {
  if (rows.length === 0) {
    add(svg, 'text', { class: 'name', x: box.width / 2, y: 30, 'text-anchor': 'middle' }, 'every coefficient is 0');
    return [];
  }
  const names = rows.map((row) => shortened(row.name, 18));
  const left = 14 + 6.8 * Math.max(...names.map((name) => name.length));
  const right = box.width - 20;
  const values = rows.map((row) => row.value);
  const x = makeScale({}, Math.min(0, ...values), Math.max(0, ...values), left + 10, right, (right - left) / 80);
  const bottom = 6 + lollipopRow * rows.length;
  for (const tick of x.ticks) {
    add(svg, 'line', { class: 'grid', x1: x.at(tick), x2: x.at(tick), y1: 4, y2: bottom });
    add(svg, 'text', { class: 'tick', x: x.at(tick), y: bottom + 16, 'text-anchor': 'middle' }, shortNumber(tick));
  }
  add(svg, 'line', { class: 'axis', x1: x.at(0), x2: x.at(0), y1: 4, y2: bottom });
  add(svg, 'text', { class: 'name', x: right, y: bottom + 36, 'text-anchor': 'end' }, label);
  const placed = rows.map(({ name, value, lines }, k) => {
    const [y, colour] = [14 + lollipopRow * k, value < 0 ? 'c1' : 'c0'];
    const text = add(svg, 'text', { class: 'label', x: left, y: y + 4, 'text-anchor': 'end' }, names[k]);
    add(text, 'title', {}, name);
    add(svg, 'line', { class: `stem ${colour}`, x1: x.at(0), x2: x.at(value), y1: y, y2: y });
    add(svg, 'circle', { class: `dot ${colour}`, cx: x.at(value), cy: y, r: 4.5 });
    return { x: x.at(value), y, lines };
  });
  return [placed];
}

// rows: [{name, parts: [[part, seconds], ...]}], the same parts in each.
function drawStacks(svg, box, rows) {
  const names = rows.map((row) => shortened(row.name, 18));
  const left = 14 + 6.6 * Math.max(...names.map((name) => name.length));
  const right = box.width - margin.right;
  const total = (row) => row.parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  const x = makeScale({}, 0, Math.max(...rows.map(total)) || 1, left, right, (right - left) / 80);
  const bottom = 34 + 28 * rows.length;
  let at = 0;
  rows[0].parts.forEach(([part], k) => {
    add(svg, 'rect', { class: `part p${k}`, x: at, y: 4, width: 11, height: 11 });
    add(svg, 'text', { class: 'name', x: at + 16, y: 14 }, part);
    at += 34 + 6.6 * part.length;
  });
  for (const tick of x.ticks) {
    add(svg, 'line', { class: 'grid', x1: x.at(tick), x2: x.at(tick), y1: 26, y2: bottom });
    add(svg, 'text', { class: 'tick', x: x.at(tick), y: bottom + 16, 'text-anchor': 'middle' }, shortNumber(tick));
  }
  add(svg, 'text', { class: 'name', x: right, y: bottom + 36, 'text-anchor': 'end' }, 'emulated seconds');
  return rows.map((row, r) => {
    const y = 32 + 28 * r;
    add(svg, 'text', { class: 'name', x: left - 8, y: y + 14, 'text-anchor': 'end' }, names[r]);
    let done = 0;
    return row.parts.map(([part, seconds], k) => {
      const [from, to] = [x.at(done), x.at(done + seconds)];
      done += seconds;
      add(svg, 'rect', { class: `part p${k}`, x: from, y, width: to - from, height: 18 });
      const share = `${fixed((100 * seconds) / (total(row) || 1), 1)} % of ${shortNumber(total(row))} s`;
      return { x: (from + to) / 2, y: y + 9, lines: [row.name, `${part}: ${shortNumber(seconds)} s`, share] };
    });
  });
}

// Bars: the load of each worker, and where emulated time went.

// loads: {workers, first, workload}. A bar a worker, or a few neighbours.
function drawLoads(svg, box, loads) {
  const [left, right, top, bottom] = [margin.left, box.width - margin.right, margin.top, box.height - margin.bottom];
  const mean = loads.workload.reduce((a, b) => a + b, 0) / loads.workload.length;
  const y = makeScale({}, 0, Math.max(...loads.workload) || 1, bottom, top, 5, true);
  const last = loads.workers - 1;
  const x = makeScale({ whole: true }, -0.5, last + 0.5, left, right, (right - left) / 80);
  drawAxes(svg, box, { x: { label: 'worker' }, y: { label: 'stored entries' } }, x, y);
  const step = (right - left) / loads.workload.length;
  const barWidth = step > 4 ? Math.max(0.8 * step, step - 2) : step + 0.2;
  const placed = loads.workload.map((workload, k) => {
    const px = left + step * k;
    add(svg, 'rect', { class: 'fill c0', x: px, y: y.at(workload), width: barWidth, height: bottom - y.at(workload) });
    const end = (loads.first[k + 1] ?? loads.workers) - 1;
    const name = end > loads.first[k] ? `workers ${loads.first[k]} to ${end}` : `worker ${loads.first[k]}`;
    return {
      x: px + 0.4 * step,
      y: y.at(workload),
      lines: [name, `${grouped(workload)} entries`, `${fixed(workload / mean, 3)} of the mean`],
    };
  });
  add(svg, 'line', { class: 'reference', x1: left, x2: right, y1: y.at(mean), y2: y.at(mean) });
  add(svg, 'text', { class: 'tick halo', x: right, y: y.at(mean) - 5, 'text-anchor': 'end' }, 'mean');
  return [placed];
}

// rows: [{name, parts: [[part, seconds], ...]}], the same parts in each.
function drawStacks(svg, box, rows) {
  const names = rows.map((row) => (row.name.length > 18 ? `${row.name.slice(0, 17)}…` : row.name));
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

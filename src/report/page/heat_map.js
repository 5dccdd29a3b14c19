// Who ran when: workers over rounds, shaded by workload in the eight levels of chart.css; idle is blank.

const heatLevels = 8;

// map: {workers, lanes, round, last, workload}, lane by lane.
function drawMap(svg, box, map) {
  const { left, right, top, bottom } = frameOf(box);
  const bins = map.round.length;
  const most = Math.max(...map.workload);
  const [across, down] = [(right - left) / bins, (bottom - top) / map.lanes];
  const paths = Array(heatLevels).fill('');
  const firstWorker = (lane) => Math.ceil((lane * map.workers) / map.lanes);
  const placed = [];
  for (let lane = 0; lane < map.lanes; ++lane) {
    const readable = [];
    for (let bin = 0; bin < bins; ++bin) {
      const value = map.workload[lane * bins + bin];
      const [x, y] = [left + across * bin, top + down * lane];
      if (value > 0) {
        const level = Math.min(Math.floor((heatLevels * value) / most), heatLevels - 1);
        paths[level] +=
          `M${x.toFixed(2)} ${y.toFixed(2)}h${across.toFixed(2)}v${down.toFixed(2)}h-${across.toFixed(2)}z`;
      }
      const [from, to] = [firstWorker(lane), firstWorker(lane + 1) - 1];
      const who = to > from ? `workers ${from} to ${to}` : `worker ${from}`;
      const end = bin + 1 < bins ? map.round[bin + 1] - 1 : map.last;
      const when =
        end > map.round[bin] ? `rounds ${grouped(map.round[bin])} to ${grouped(end)}` : `round ${grouped(end)}`;
      readable.push({
        x: x + across / 2,
        y: y + down / 2,
        lines: [who, when, value > 0 ? `${shortNumber(value)} entries` : 'idle'],
      });
    }
    placed.push(readable);
  }
  add(svg, 'rect', { class: 'idle', x: left, y: top, width: right - left, height: bottom - top });
  paths.forEach((d, level) => add(svg, 'path', { class: `h${level}`, d }));
  add(svg, 'text', { class: 'name', x: 0, y: 12 }, 'worker');
  add(svg, 'text', { class: 'tick', x: left - 7, y: top + 10, 'text-anchor': 'end' }, '0');
  if (map.workers > 1)
    add(svg, 'text', { class: 'tick', x: left - 7, y: bottom, 'text-anchor': 'end' }, map.workers - 1);
  add(svg, 'text', { class: 'tick', x: left, y: bottom + 17 }, grouped(map.round[0]));
  add(svg, 'text', { class: 'tick', x: right, y: bottom + 17, 'text-anchor': 'end' }, grouped(map.last));
  add(svg, 'text', { class: 'name', x: right, y: box.height - 8, 'text-anchor': 'end' }, 'round');
  drawHeatKey(svg, right, most);
  return placed;
}

function drawHeatKey(svg, right, most) {
  const label = add(
    svg,
    'text',
    { class: 'name', x: right, y: 12, 'text-anchor': 'end' },
    `${shortNumber(most)} entries`,
  );
  const end = right - 8 - 6.6 * label.textContent.length;
  for (let level = 0; level < heatLevels; ++level) {
    add(svg, 'rect', { class: `h${level}`, x: end - 10 * (heatLevels - level), y: 3, width: 10, height: 9 });
  }
  add(svg, 'text', { class: 'name', x: end - 10 * heatLevels - 5, y: 12, 'text-anchor': 'end' }, '0');
}

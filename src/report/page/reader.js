// Reads points of a drawing: the nearest to the pointer, or one after another by the arrow keys.

class Reader {
  constructor(plot, svg) {
    this.plot = plot;
    this.svg = svg;
    this.tip = add(plot, 'div', { class: 'tip', role: 'status', 'aria-live': 'polite', hidden: '' });
    this.series = [];
    this.at = null; // [series, point]
    svg.addEventListener('pointermove', (event) => this.point(event));
    svg.addEventListener('pointerdown', (event) => this.point(event));
    svg.addEventListener('pointerleave', () => this.show(null));
    svg.addEventListener('blur', () => this.show(null));
    svg.addEventListener('keydown', (event) => this.press(event));
  }

  take(series) {
    this.series = (series ?? []).filter((points) => points.length > 0);
    this.show(null);
  }

  point(event) {
    const box = this.svg.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let least = Infinity;
    let nearest = null;
    this.series.forEach((points, s) =>
      points.forEach((point, k) => {
        const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
        if (distance < least) [least, nearest] = [distance, [s, k]];
      }),
    );
    this.show(nearest);
  }

  press(event) {
    if (event.key === 'Escape') this.show(null);
    const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!way || this.series.length === 0) return;
    event.preventDefault();
    if (this.at === null) {
      this.show([0, 0]);
      return;
    }
    const wrap = (value, count) => (value + count) % count;
    const series = wrap(this.at[0] + way[0], this.series.length);
    const points = this.series[series];
    if (way[0] === 0) {
      this.show([series, wrap(this.at[1] + way[1], points.length)]);
    } else {
      const x = this.series[this.at[0]][this.at[1]].x;
      const distances = points.map((point) => Math.abs(point.x - x));
      this.show([series, distances.indexOf(Math.min(...distances))]);
    }
  }

  show(at) {
    this.at = at;
    this.mark?.remove();
    this.tip.hidden = at === null;
    if (at === null) return;
    const point = this.series[at[0]][at[1]];
    this.mark = add(this.svg, 'circle', { class: 'mark', cx: point.x, cy: point.y, r: 4.5 });
    this.tip.replaceChildren();
    point.lines.forEach((line, k) => add(this.tip, k === 0 ? 'strong' : 'span', {}, line));
    const room = this.plot.clientWidth - this.tip.offsetWidth;
    const above = point.y - this.tip.offsetHeight - 12;
    this.tip.style.left = `${Math.min(Math.max(point.x - this.tip.offsetWidth / 2, 0), Math.max(room, 0))}px`;
    this.tip.style.top = `${above >= -20 ? above : point.y + 14}px`;
  }
}

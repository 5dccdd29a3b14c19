// Charts of the schedule, and of where emulated time went.

function addFlowCard(parent, run) {
  if (!run.flow || run.flow.round.length === 0) return;
  const series = () =>
    ['drawn', 'kept', 'refused'].map((name, k) => ({
      name,
      classes: seriesClasses(k),
      points: run.flow.round.map((round, r) => ({
        x: round,
        y: run.flow[name][r],
        lines: [name, `${shortNumber(run.flow[name][r])} a round`, `round ${grouped(round)}`],
      })),
    }));
  const card = addLineCard(parent, 'Candidates: drawn, kept, refused', 'candidates', {
    x: { label: 'round', whole: true },
    y: { label: 'candidates a round', fromZero: true },
    series,
  });
  addLegend(card.figure, legend(series()));
}

function addScheduleCards(parent, run) {
  addFlowCard(parent, run);
  if (!run.map) return;
  const { map, loads } = run;
  new Card(parent, {
    title: 'Who ran: workload by worker and round',
    file: 'schedule',
    draw: (svg, box) => drawMap(svg, box, map),
    csv: () => [
      ['worker', 'round', 'workload'],
      ...map.workload.map((workload, k) => {
        const lane = Math.floor(k / map.round.length);
        return [Math.ceil((lane * map.workers) / map.lanes), map.round[k % map.round.length], workload];
      }),
    ],
  });
  const mean = loads.workload.reduce((a, b) => a + b, 0) / loads.workload.length;
  const bars = loads.workload.map((workload, k) => {
    const end = (loads.first[k + 1] ?? loads.workers) - 1;
    const name = end > loads.first[k] ? `workers ${loads.first[k]} to ${end}` : `worker ${loads.first[k]}`;
    const lines = [name, `${grouped(workload)} entries`, `${fixed(workload / mean, 3)} of the mean`];
    return { value: workload, lines };
  });
  new Card(parent, {
    title: `Load of ${plural(loads.workers, 'worker')}: largest / mean ${fixed(Math.max(...loads.workload) / mean, 3)}`,
    file: 'loads',
    draw: (svg, box) =>
      drawBars(svg, box, {
        x: { label: 'worker', first: 0, last: loads.workers - 1 },
        y: { label: 'stored entries' },
        levels: [{ at: mean, label: 'mean' }],
        bars,
      }),
    csv: () => [['worker', 'workload'], ...loads.first.map((worker, k) => [worker, loads.workload[k]])],
  });
}

function addWhereCard(parent) {
  const rows = () =>
    visible()
      .filter((run) => run.where.length > 0)
      .map((run) => ({ name: run.name, parts: run.where }));
  if (rows().length === 0) return;
  new Card(parent, {
    title: 'Where the emulated time went',
    file: 'where',
    height: 80 + 28 * rows().length,
    draw: (svg, box) => (rows().length > 0 ? drawStacks(svg, box, rows()) : []),
    csv: () => [['run', 'part', 'seconds'], ...rows().flatMap((row) => row.parts.map((part) => [row.name, ...part]))],
  });
}

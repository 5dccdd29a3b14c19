// Charts along the path, of the schedule, and of where emulated time went.

const fallingLambda = { label: 'λ, falling', log: true, reverse: true };
const mostPaths = 12;

function seriesRows(name, series) {
  return [
    ['series', name, 'value'],
    ...series.flatMap((one) => one.points.map((point) => [one.name, point.x, point.y])),
  ];
}

function addLineCard(parent, title, file, { x, y, series, labels }) {
  return new Card(parent, {
    title,
    file,
    legend: () => (labels ? [] : legend(series())),
    draw: (svg, box) => drawLines(svg, box, { x, y, series: series(), labels }),
    csv: () => seriesRows(x.label.split(',')[0], series()),
  });
}

function addNonzeroCard(parent) {
  if (!data.runs.some((run) => run.summary.step_count > 1)) return;
  const series = () =>
    visible().map((run) => ({
      name: run.name,
      classes: run.classes,
      points: run.summary.steps.map(({ lambda, nonzero }) => ({
        x: lambda,
        y: nonzero,
        lines: [run.name, `${grouped(nonzero)} nonzero`, `λ = ${shortNumber(lambda)}`],
      })),
    }));
  addLineCard(parent, 'Nonzero coefficients along the path', 'nonzero-path', {
    x: fallingLambda,
    y: { label: 'nonzero', fromZero: true, whole: true },
    series,
  });
}

// A line a run, with bars of a standard error; of a single run the level under which lambdas are as good as the best.
function addCrossValidationCard(parent) {
  if (!data.runs.some((run) => run.cv)) return;
  const shown = () => visible().filter((run) => run.cv);
  const points = ({ name, cv }) =>
    cv.lambda.map((lambda, k) => ({
      x: lambda,
      y: cv.error[k],
      spread: cv.standard_error[k],
      lines: [
        name,
        `error ${shortNumber(cv.error[k])} ± ${shortNumber(cv.standard_error[k])}`,
        `λ = ${shortNumber(lambda)}, step ${cv.step[k]}, ${grouped(cv.nonzero[k])} nonzero`,
      ],
    }));
  const series = () => shown().map((run) => ({ name: run.name, classes: run.classes, points: points(run) }));
  const level = ({ error, standard_error: spread }) => {
    const least = error.indexOf(Math.min(...error));
    return { y: error[least] + spread[least], label: 'least + standard error' };
  };
  new Card(parent, {
    title: 'Cross-validation',
    file: 'cross_validation',
    legend: () => legend(series()),
    draw: (svg, box) =>
      drawLines(svg, box, {
        x: fallingLambda,
        y: { label: 'mean squared error, held-out rows (bars: standard error)' },
        series: series(),
        reference: shown().length === 1 ? level(shown()[0].cv) : undefined,
      }),
    csv: () => [
      ['run', 'step', 'lambda', 'error', 'standard_error', 'nonzero'],
      ...shown().flatMap(({ name, cv }) =>
        cv.step.map((step, k) => [name, step, cv.lambda[k], cv.error[k], cv.standard_error[k], cv.nonzero[k]]),
      ),
    ],
  });
}

function addPathCard(parent, run) {
  if (run.summary.step_count < 2 || run.paths.length === 0) return;
  const paths = run.paths.slice(0, mostPaths);
  const series = () =>
    paths.map((path, k) => ({
      name: path.name,
      classes: seriesClasses(k),
      points: path.values.map((value, step) => {
        const { lambda } = run.summary.steps[step];
        return { x: lambda, y: value, lines: [path.name, shortNumber(value), `λ = ${shortNumber(lambda)}`] };
      }),
    }));
  addLineCard(parent, `Coefficients along the path: the ${paths.length} largest`, 'coefficients', {
    x: fallingLambda,
    y: { label: 'coefficient' },
    series,
    labels: true,
  });
}

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
  new Card(parent, {
    title: `Load of ${plural(loads.workers, 'worker')}: largest / mean ${fixed(Math.max(...loads.workload) / mean, 3)}`,
    file: 'loads',
    draw: (svg, box) => drawLoads(svg, box, loads),
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

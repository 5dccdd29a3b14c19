// Charts of the traces: measures against the axis chosen for all.

function visible() {
  return data.runs
    .map((run, k) => ({ ...run, classes: seriesClasses(k), k }))
    .filter((run) => !state.hidden.has(run.k));
}

function isPath(run) {
  return run.summary.step_count > 1;
}

// The runs that a measure draws against the axis. A path shows what begins anew with each lambda along its lambdas.
function traced(measure) {
  return visible().filter((run) => !(measure.perLambda && isPath(run)));
}

function tracePoints(run, measure) {
  const { columns } = run.trace;
  const [xs, ys, lambdas] = [columns[state.axis.column], columns[measure.column], columns.lambda];
  return ys.map((y, k) => ({
    x: xs[k],
    y,
    lines: [
      data.runs.length > 1 ? run.name : measure.title,
      `${measure.label}: ${shortNumber(y)}`,
      `${state.axis.label}: ${shortNumber(xs[k])}`,
      ...(lambdas ? [`λ = ${shortNumber(lambdas[k])}, ${grouped(columns.nonzero[k])} nonzero`] : []),
    ],
  }));
}

// A line a run; of a single run a line a measure.
function traceSeries(measures) {
  const [first] = measures;
  if (measures.length === 1) {
    return traced(first).map((run) => ({ name: run.name, classes: run.classes, points: tracePoints(run, first) }));
  }
  return measures.map((measure, k) => ({
    name: measure.title,
    classes: seriesClasses(k),
    points: tracePoints(data.runs[0], measure),
  }));
}

// Where a gap is certified, if that is the same for all runs.
function tolerance(measure) {
  const all = new Set(data.runs.map((run) => run.summary.settings.tol));
  const [tol] = all;
  return measure.column === 'duality_gap' && all.size === 1 && tol > 0 ? [{ at: tol, label: 'converged below' }] : [];
}

function legend(series) {
  return series.length > 1 ? series.map(({ name, classes }) => ({ name, classes })) : [];
}

function addTraceCard(parent, title, measures) {
  const [first] = measures;
  const levels = tolerance(first);
  let log = first.log;
  // How far below its tolerance a gap lies does not matter.
  const least = levels.length > 0 ? levels[0].at / 10 : undefined;
  const spec = {
    title,
    file: () => `${first.column}-${state.axis.column}`,
    buttons: (bar) =>
      addChoice(bar, 'checkbox', { checked: log ? '' : null }, 'log', (chosen) => {
        log = chosen;
        card.redraw();
      }),
    legend: () => legend(traceSeries(measures)),
    draw: (svg, box) =>
      drawLines(svg, box, {
        x: { label: state.axis.label, log: state.logX, whole: state.axis.whole },
        y: {
          label: measures.length > 1 ? 'RMSE' : first.label,
          log,
          least,
          fromZero: first.fromZero,
          whole: first.fromZero,
          nought: 'outside',
        },
        series: traceSeries(measures),
        startsFar: first.starts_far,
        guides: { levels },
      }),
    csv: () => [
      ['run', 'measure', state.axis.column, 'value'],
      ...(measures.length > 1 ? data.runs : traced(first)).flatMap((run) =>
        measures.flatMap((measure) =>
          run.trace.columns[measure.column].map((y, k) => [
            run.name,
            measure.column,
            run.trace.columns[state.axis.column][k],
            y,
          ]),
        ),
      ),
    ],
  };
  const card = new Card(parent, spec);
  if (measures.length > 1) addLegend(card.figure, legend(traceSeries(measures)));
}

function addLegend(figure, series) {
  const list = add(figure, 'div', { class: 'legend' });
  for (const { name, classes } of series) {
    const item = add(list, 'span');
    addKey(item, classes);
    add(item, 'span', {}, name);
  }
}

// The errors of a single run share a chart.
function addTraceCards(parent) {
  const measures = data.measures.filter((measure) => measure.againstAxes);
  const errors = measures.filter((measure) => measure.column.endsWith('_rmse'));
  const together = data.runs.length === 1 && errors.length > 1;
  if (together) addTraceCard(parent, 'Error', errors);
  for (const measure of measures) {
    if (!together || !errors.includes(measure)) addTraceCard(parent, measure.title, [measure]);
  }
}

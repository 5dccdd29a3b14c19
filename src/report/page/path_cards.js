// Charts along the lambdas of paths. Those of a single run are aligned, and say what cross-validation chose.

const fallingLambda = { label: 'λ, falling', log: true, reverse: true };

function alone() {
  return data.runs.length === 1;
}

// Room for names to the right of the lines.
function labelRoom(box) {
  return box.width < 500 ? 74 : 96;
}

// What was chosen, and how many coefficients are not 0.
function pathGuides(run) {
  const { steps } = run.summary;
  return {
    marks: run.marks.map(({ place, label }) => ({ at: steps[place].lambda, label })),
    top: steps.map(({ lambda, nonzero }) => ({ at: lambda, label: grouped(nonzero) })),
    topName: 'nonzero',
  };
}

function seriesRows(name, series) {
  return [
    ['series', name, 'value'],
    ...series.flatMap((one) => one.points.map((point) => [one.name, point.x, point.y])),
  ];
}

function addLineCard(parent, title, file, { x, y, series, height, draw = () => ({}) }) {
  return new Card(parent, {
    title,
    file,
    height,
    legend: () => legend(series()),
    draw: (svg, box) => drawLines(svg, box, { x, y, series: series(), ...draw(box) }),
    csv: () => seriesRows(x.label.split(',')[0], series()),
  });
}

// A number of each step, a line a path.
function addStepsCard(parent, { title, file, field, y, told, height, dots = false, draw }) {
  const series = () =>
    visible()
      .filter(isPath)
      .map((run) => ({
        name: run.name,
        classes: run.classes,
        points: run.summary.steps.map((step) => ({
          x: step.lambda,
          y: step[field] ?? null,
          starts: dots,
          lines: [run.name, told(step), `λ = ${shortNumber(step.lambda)}, step ${step.step}`],
        })),
      }));
  return addLineCard(parent, title, file, { x: fallingLambda, y, series, height, draw });
}

function addNonzeroCard(parent) {
  if (!data.runs.some(isPath)) return;
  addStepsCard(parent, {
    title: 'Nonzero coefficients along the path',
    file: 'nonzero-path',
    field: 'nonzero',
    y: { label: 'nonzero', fromZero: true, whole: true },
    told: (step) => `${grouped(step.nonzero)} nonzero`,
  });
}

function addShareCard(parent, { title, file, field }) {
  const { marks } = alone() ? pathGuides(data.runs[0]) : {};
  const card = addStepsCard(parent, {
    title,
    file,
    height: alone() ? 190 : undefined,
    draw: (box) => (alone() ? { guides: { marks, marksBelow: true }, room: labelRoom(box) } : {}),
    field,
    y: { label: 'share of the deviance', fromZero: true },
    told: (step) => `${percent(step[field])} explained, ${grouped(step.nonzero)} nonzero`,
  });
  if (alone()) card.figure.classList.add('wide');
}

function addExplainedCard(parent) {
  if (!data.runs.some(isPath)) return;
  addShareCard(parent, {
    title: 'Explained deviance along the path',
    file: 'explained-path',
    field: 'explained',
  });
  if (!data.runs.some((run) => run.summary.validation)) return;
  addShareCard(parent, {
    title: 'Explained deviance of the rows held out',
    file: 'validation-path',
    field: 'validation_explained',
  });
}

// What begins anew with each lambda: one point for each.
function addMeasureCards(parent) {
  for (const measure of data.measures.filter(({ alongPaths }) => alongPaths)) {
    addStepsCard(parent, {
      title: `${measure.title} at each λ`,
      file: `${measure.column}-path`,
      field: measure.column,
      y: { label: measure.label, log: measure.log, nought: 'apart' },
      told: (step) => `${measure.label}: ${shortNumber(step[measure.column])}`,
      dots: true,
      draw: () => ({ guides: { levels: tolerance(measure) } }),
    });
  }
}

// Levels of a single run: up to where lambdas are as good as the best, and what predicts without any column.
function errorLevels({ cv, summary }) {
  const least = cv.error.indexOf(Math.min(...cv.error));
  const levels = [{ at: cv.error[least] + cv.standard_error[least], label: 'least + SE' }];
  const { null_error: nothing } = summary.cross_validation;
  return Number.isFinite(nothing) ? [...levels, { at: nothing, label: 'null model' }] : levels;
}

// A line a run, with bars of a standard error.
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
  const card = new Card(parent, {
    title: 'Cross-validation',
    file: 'cross_validation',
    legend: () => legend(series()),
    draw: (svg, box) =>
      drawLines(svg, box, {
        x: fallingLambda,
        y: { label: 'mean squared error, held-out rows (bars: standard error)' },
        series: series(),
        room: alone() ? labelRoom(box) : 0,
        guides: alone() ? { ...pathGuides(data.runs[0]), levels: errorLevels(data.runs[0]) } : {},
      }),
    csv: () => [
      ['run', 'step', 'lambda', 'error', 'standard_error', 'nonzero'],
      ...shown().flatMap(({ name, cv }) =>
        cv.step.map((step, k) => [name, step, cv.lambda[k], cv.error[k], cv.standard_error[k], cv.nonzero[k]]),
      ),
    ],
  });
  if (alone()) card.figure.classList.add('wide');
}

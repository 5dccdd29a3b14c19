// Facts, runs, steps and settings in words and numbers.

function statusClass(summary) {
  return `status ${summary.status === 'converged' ? 'good' : 'bad'}`;
}

// What came out, as [name, value] pairs of texts.
function results(summary) {
  const facts = [];
  if (data.command === 'lasso') {
    const gaps = summary.steps.map((step) => step.duality_gap ?? Infinity);
    const nonzero = Math.max(...summary.steps.map((step) => step.nonzero));
    if (summary.steps.length > 0) {
      facts.push([
        'largest gap',
        Math.max(...gaps) === Infinity ? 'none certified' : shortNumber(Math.max(...gaps, 0)),
      ]);
      facts.push(['nonzero', (summary.step_count > 1 ? 'up to ' : '') + grouped(nonzero)]);
    }
    facts.push(['steps', grouped(summary.step_count)]);
  } else {
    const rmse = (name, value) => value !== null && facts.push([name, fixed(value, 4)]);
    rmse('test RMSE', summary.test_rmse);
    rmse('validation RMSE', summary.validation_rmse);
    rmse('train RMSE', summary.train_rmse);
    const kept = summary.kept_sweep === summary.sweeps ? '' : `${grouped(summary.kept_sweep)} of `;
    facts.push(['sweeps', kept + grouped(summary.sweeps)]);
  }
  facts.push(['updates', grouped(summary.activity.updates)]);
  facts.push(['solving', duration(summary.seconds.solve)]);
  return facts;
}

function shape(summary) {
  if (data.command === 'mf') {
    return [
      ['users', grouped(summary.users)],
      ['items', grouped(summary.items)],
      ['ratings', grouped(summary.ratings)],
    ];
  }
  const { rows, columns, stored } = summary.data;
  return [
    ['rows', grouped(rows)],
    ['columns', grouped(columns)],
    ['stored entries', grouped(stored)],
  ];
}

// Of one run: its numbers as tiles.
function addFacts(parent, summary) {
  const list = add(parent, 'dl', { class: 'facts' });
  const tile = (name, value, style) => {
    const box = add(list, 'div');
    add(box, 'dt', {}, name);
    add(box, 'dd', { class: style }, value);
  };
  tile('status', summary.status, statusClass(summary));
  for (const [name, value] of [...shape(summary), ...results(summary)]) tile(name, value);
  tile('reading', duration(summary.seconds.load));
  tile('threads', grouped(summary.threads));
}

// All that was set, by name.
function settingsOf(summary) {
  return { ...summary.settings, seed: summary.seed, threads: summary.threads, version: summary.version };
}

// Names of the settings that are not the same in all runs.
function differing(runs) {
  const all = runs.map((run) => settingsOf(run.summary));
  const names = [...new Set(all.flatMap(Object.keys))];
  return names.filter((name) => new Set(all.map((settings) => plain(settings[name]))).size > 1);
}

// rows of texts; the first `texts` columns are set to the left. Returns the body.
function addTable(parent, heads, rows, texts) {
  const scroll = add(parent, 'div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table' });
  const table = add(scroll, 'table');
  const line = (section, tag, cells) => {
    const row = add(section, 'tr');
    cells.forEach((cell, k) => add(row, tag, { class: k < texts ? 'text' : null }, cell));
  };
  line(add(table, 'thead'), 'th', heads);
  const body = add(table, 'tbody');
  for (const row of rows) line(body, 'td', row);
  return body;
}

// A row a run: what came out, and the settings that differ.
function addRunsTable(parent) {
  const names = differing(data.runs);
  const outcome = [...new Set(data.runs.flatMap((run) => results(run.summary).map(([name]) => name)))].filter(
    (what) => what !== 'steps' || data.runs.some((run) => run.summary.step_count > 1),
  );
  const rows = data.runs.map(({ name, summary }) => {
    const found = Object.fromEntries(results(summary));
    const settings = settingsOf(summary);
    const status = summary.status.replace('not converged: ', '');
    return [name, status, ...outcome.map((what) => found[what] ?? ''), ...names.map((what) => plain(settings[what]))];
  });
  add(parent, 'h2', {}, 'Runs');
  const body = addTable(parent, ['run', 'status', ...outcome, ...names], rows, 2);
  data.runs.forEach(({ summary }, k) => {
    const [name, status] = body.children[k].children;
    name.prepend(addKey(name, seriesClasses(k)));
    status.className += ` ${statusClass(summary)}`;
  });
}

function addStepsTable(parent, run) {
  const { summary } = run;
  if (data.command === 'mf') {
    const {
      sweep,
      seconds,
      objective,
      train_rmse: train,
      validation_rmse: validation,
      test_rmse: test,
    } = run.trace.columns;
    const errors = [
      ['train RMSE', train],
      ['validation RMSE', validation],
      ['test RMSE', test],
    ].filter(([, values]) => values.some((value) => value !== null));
    add(parent, 'h2', {}, 'Sweeps');
    addTable(
      parent,
      ['sweep', 'seconds', 'objective', ...errors.map(([name]) => name), ''],
      sweep.map((number, k) => [
        number,
        fixed(seconds[k], 4),
        shortNumber(objective[k]),
        ...errors.map(([, values]) => fixed(values[k], 5)),
        number === summary.kept_sweep ? 'written' : '',
      ]),
      0,
    );
    return;
  }
  add(parent, 'h2', {}, 'Steps');
  const heads = ['step', 'λ', 'nonzero', 'objective', 'duality gap', 'rounds', 'updates', 'seconds', 'stop'];
  addTable(
    parent,
    heads,
    summary.steps.map((step) => [
      step.step,
      step.lambda?.toPrecision(6) ?? '–',
      grouped(step.nonzero),
      step.objective?.toPrecision(8) ?? '–',
      shortNumber(step.duality_gap),
      grouped(step.rounds),
      grouped(step.updates),
      fixed(step.seconds, 4),
      step.stop,
    ]),
    0,
  );
  if (summary.step_count > summary.steps.length) {
    add(
      parent,
      'p',
      { class: 'note' },
      `${plural(summary.steps.length, 'step')} of ${grouped(summary.step_count)}; all are in summary.json.`,
    );
  }
}

// One lambda has no path to draw: its largest coefficients.
function addCoefficients(parent, run) {
  if (run.paths.length === 0 || run.summary.step_count > 1) return;
  add(parent, 'h2', {}, 'Largest coefficients');
  addTable(
    add(parent, 'div', { class: 'narrow' }),
    ['column', 'coefficient'],
    run.paths.map((path) => [path.name, path.largest.toPrecision(6)]),
    1,
  );
}

function addSettings(parent, run) {
  const details = add(parent, 'details');
  add(details, 'summary', {}, 'Settings in effect');
  const list = add(details, 'dl', { class: 'settings' });
  for (const [name, value] of Object.entries(settingsOf(run.summary))) {
    const box = add(list, 'div');
    add(box, 'dt', {}, name);
    add(box, 'dd', {}, plain(value));
  }
}

// Runs, steps and settings in tables.

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
function addTable(parent, heads, rows, texts, name) {
  const scroll = add(parent, 'div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name });
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

// A row a run: what came out, and the settings that differ. What is wrong with a run stands below.
function addRunsTable(parent) {
  const names = differing(data.runs);
  const facts = data.runs.map((run) => [...results(run), ...effort(run)]);
  const most = [...facts].sort((a, b) => b.length - a.length); // in the order of who tells most
  const outcome = [...new Set(most.flatMap((known) => known.map(([name]) => name)))].filter(
    (what) => what !== 'steps' || data.runs.some(isPath),
  );
  const rows = data.runs.map((run, k) => {
    const found = Object.fromEntries(facts[k]);
    const settings = settingsOf(run.summary);
    const word = verdict(run).word.replace('not converged: ', '');
    return [run.name, word, ...outcome.map((what) => found[what] ?? ''), ...names.map((what) => plain(settings[what]))];
  });
  const body = addTable(parent, ['run', 'status', ...outcome, ...names], rows, 2, 'Runs');
  data.runs.forEach((run, k) => {
    const [name, status] = body.children[k].children;
    const { level, sentence } = verdict(run);
    name.prepend(addKey(name, seriesClasses(k)));
    status.className += ` status ${level}`;
    if (sentence) add(parent, 'p', { class: 'sentence' }, `${run.name}: ${sentence}`);
  });
}

function addSweepsTable(parent, { summary, trace }) {
  const { sweep, seconds, objective } = trace.columns;
  const errors = ['test', 'validation', 'train']
    .map((name) => [`${name} RMSE`, trace.columns[`${name}_rmse`]])
    .filter(([, values]) => values.some((value) => value !== null));
  add(parent, 'h3', {}, 'Sweeps');
  addTable(
    parent,
    ['sweep', ...errors.map(([name]) => name), 'objective', 'seconds', ''],
    sweep.map((number, k) => [
      number,
      ...errors.map(([, values]) => fixed(values[k], 5)),
      shortNumber(objective[k]),
      fixed(seconds[k], 4),
      number === summary.kept_sweep ? 'written' : '',
    ]),
    0,
    'Sweeps',
  );
}

function addStepsTable(parent, run) {
  add(parent, 'h3', {}, 'Steps');
  const { summary, cv } = run;
  const errors = new Map(cv?.step.map((step, k) => [step, cv.error[k]]));
  addTable(
    parent,
    ['step', 'λ', 'nonzero', 'explained', ...(cv ? ['error, held out'] : []), 'duality gap', 'stop', 'objective']
      .concat(['rounds', 'updates', 'seconds']),
    summary.steps.map((step) => [
      step.step,
      step.lambda?.toPrecision(6) ?? '–',
      grouped(step.nonzero),
      percent(step.explained),
      ...(cv ? [shortNumber(errors.get(step.step))] : []),
      shortNumber(step.duality_gap),
      step.stop,
      step.objective?.toPrecision(8) ?? '–',
      grouped(step.rounds),
      grouped(step.updates),
      fixed(step.seconds, 4),
    ]),
    0,
    'Steps',
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

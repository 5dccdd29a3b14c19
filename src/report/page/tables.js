// Facts, runs, steps and settings in words and numbers.

// Of a Lasso, as [name, value, note] texts: what came out ...
function lassoResults(run) {
  const { summary } = run;
  const { steps } = summary;
  if (steps.length === 0) return [];
  const held = heldOut(run);
  const place = held ? held.place : steps.length - 1;
  const upTo = isPath(run) && !held ? 'up to ' : '';
  const facts = [];
  if (held) {
    const nothing = Number.isFinite(held.nothing) ? `without any column ${shortNumber(held.nothing)}` : '';
    facts.push(['error, held out', `${shortNumber(held.error)} ± ${shortNumber(held.spread)}`, nothing]);
  }
  const explained = held ? steps[place].explained : mostExplained(summary);
  if (Number.isFinite(explained)) {
    const outside = held && Number.isFinite(held.nothing) ? `${percent(1 - held.error / held.nothing)} held out` : '';
    facts.push(['explained', upTo + percent(explained), outside]);
  }
  const nonzero = held ? steps[place].nonzero : Math.max(...steps.map((step) => step.nonzero));
  const simplest = held && run.marks.length > 1 ? steps[run.marks[1].place] : null;
  const within = simplest ? `${grouped(simplest.nonzero)} within one standard error` : '';
  facts.push(['nonzero', upTo + grouped(nonzero), within]);
  if (held || !isPath(run)) {
    facts.push(['λ', shortNumber(steps[place].lambda), `all are 0 from ${shortNumber(summary.lambda_max)} on`]);
  }
  return facts;
}

// ... and of what.
function lassoShape({ rows, columns }) {
  return [
    ['rows', grouped(rows)],
    ['columns', grouped(columns)],
  ];
}

function ratingsResults({ summary }) {
  const { which, error, baselines } = countingError(summary);
  const beside = (known) => (Number.isFinite(known?.biases) ? `mean and biases ${fixed(known.biases, 4)}` : '');
  const facts = [[`${which} RMSE`, fixed(error, 4), beside(baselines)]];
  for (const other of ['validation', 'train']) {
    const value = summary[`${other}_rmse`];
    if (other !== which && Number.isFinite(value)) {
      facts.push([`${other} RMSE`, fixed(value, 4), beside(summary.baselines?.[other])]);
    }
  }
  if (Number.isFinite(summary.noise)) facts.push(['noise', fixed(summary.noise, 4), 'of a rating around its prediction']);
  return facts;
}

function ratingsShape(summary) {
  const range = summary.range ?? [];
  return [
    ...(range.length === 2 ? [['range of ratings', `${shortNumber(range[0])} to ${shortNumber(range[1])}`]] : []),
    ['ratings', grouped(summary.ratings)],
    ['users', grouped(summary.users)],
    ['items', grouped(summary.items)],
  ];
}

function results(run) {
  return data.command === 'lasso' ? lassoResults(run) : ratingsResults(run);
}

function shape(summary) {
  return data.command === 'lasso' ? lassoShape(summary.data) : ratingsShape(summary);
}

// How it was computed.
function effort({ summary }) {
  const facts = [];
  if (data.command === 'lasso') {
    const gap = Math.max(0, ...summary.steps.map((step) => step.duality_gap ?? Infinity));
    facts.push(['largest gap', gap === Infinity ? 'none certified' : shortNumber(gap)]);
    facts.push(['steps', grouped(summary.step_count)], ['stored entries', grouped(summary.data.stored)]);
  } else {
    const kept = summary.kept_sweep === summary.sweeps ? '' : `${grouped(summary.kept_sweep)} of `;
    facts.push(['sweeps', kept + grouped(summary.sweeps)]);
  }
  facts.push(['updates', grouped(summary.activity.updates)]);
  facts.push(['solving', duration(summary.seconds.solve)], ['reading', duration(summary.seconds.load)]);
  facts.push(['threads', grouped(summary.threads)]);
  return facts;
}

// [name, value, note, class] as tiles.
function addFacts(parent, facts) {
  const list = add(parent, 'dl', { class: 'facts' });
  for (const [name, value, note, style] of facts) {
    const box = add(list, 'div');
    add(box, 'dt', {}, name);
    add(box, 'dd', { class: style }, value);
    if (note) add(box, 'dd', { class: 'note' }, note);
  }
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
  const outcome = [...new Set(facts.flatMap((known) => known.map(([name]) => name)))].filter(
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

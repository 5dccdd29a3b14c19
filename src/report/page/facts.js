// What came out, of what, and how: short facts, [name, value, note] as texts.

// Of a Lasso what came out ...
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
    const spread = Number.isFinite(held.spread) ? ` ± ${shortNumber(held.spread)}` : '';
    facts.push(['error, held out', shortNumber(held.error) + spread, nothing]);
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
  if (Number.isFinite(summary.noise)) {
    facts.push(['noise', fixed(summary.noise, 4), 'of a rating around its prediction']);
  }
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

// Why a path has fewer steps than it was to have.
const pathEnds = {
  explained: 'ends where over 99.9% is explained',
  'no gain': 'ends where less than 1e-5 of itself is gained',
  validation: 'ends where rows held out are predicted no better',
};

function pathEnd({ path_end: end, settings }) {
  return pathEnds[end] ? `of ${grouped(settings.path)}: ${pathEnds[end]}` : '';
}

// How it was computed.
function effort({ summary }) {
  const facts = [];
  if (data.command === 'lasso') {
    const gap = Math.max(0, ...summary.steps.map((step) => step.duality_gap ?? Infinity));
    facts.push(['largest gap', gap === Infinity ? 'none certified' : shortNumber(gap)]);
    facts.push(['steps', grouped(summary.step_count), pathEnd(summary)], ['stored entries', grouped(summary.data.stored)]);
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

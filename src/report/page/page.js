// The page: what came out, the model, and how it was computed.

const data = JSON.parse(document.getElementById('data').textContent);
const state = { axis: data.axes[0], logX: false, hidden: new Set(), standardized: false };

function redraw() {
  for (const card of cards) card.redraw();
}

function addHead(main) {
  const head = add(main, 'header');
  add(head, 'h1', {}, data.title);
  for (const warning of data.warnings) add(head, 'p', { class: 'warning', role: 'note' }, warning);
  if (!alone()) {
    addRunsTable(head);
    return;
  }
  const [run] = data.runs;
  const { level, word, sentence } = verdict(run);
  addFacts(head, [['status', word, sentence, `status ${level}`], ...results(run), ...shape(run.summary)]);
  const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  add(head, 'code', {}, ['strads', ...run.summary.arguments.map((text) => quoted(plain(text)))].join(' '));
}

// Which runs are drawn.
function addRunChoices(main) {
  const bar = add(main, 'form', { class: 'choices', 'aria-label': 'Which runs the charts show' });
  bar.addEventListener('submit', (event) => event.preventDefault());
  const runs = add(bar, 'fieldset', { class: 'runs' });
  add(runs, 'legend', {}, 'Runs');
  data.runs.forEach((run, k) => {
    const label = addChoice(runs, 'checkbox', { name: 'run', value: k, checked: '' }, run.name, (chosen) => {
      state.hidden[chosen ? 'delete' : 'add'](k);
      redraw();
    });
    label.firstChild.after(addKey(label, seriesClasses(k)));
  });
}

// What the traces are drawn against.
function addAxisChoices(section) {
  const bar = add(section, 'form', { class: 'choices', 'aria-label': 'What the charts are drawn against' });
  bar.addEventListener('submit', (event) => event.preventDefault());
  const axes = add(bar, 'fieldset', { class: 'segments' });
  add(axes, 'legend', {}, 'Against');
  data.axes.forEach((axis, k) =>
    addChoice(axes, 'radio', { name: 'axis', value: axis.column, checked: k === 0 ? '' : null }, axis.label, () => {
      state.axis = axis;
      redraw();
    }),
  );
  addChoice(bar, 'checkbox', { name: 'log' }, 'log scale', (chosen) => {
    state.logX = chosen;
    redraw();
  });
}

// What all runs show together, then the parts of one.
function addModel(main) {
  const section = add(main, 'section', { class: 'model', 'aria-label': 'The model' });
  const charts = add(section, 'div', { class: 'charts' });
  if (data.command === 'lasso' && !alone()) {
    addCrossValidationCard(charts);
    addExplainedCard(charts);
    addNonzeroCard(charts);
  }
  return section;
}

function addComputed(main) {
  const section = add(main, 'section', { class: 'computed' });
  add(section, 'h2', {}, 'How it was computed');
  if (alone()) addFacts(section, effort(data.runs[0]));
  if (data.axes.length === 0) return section;
  addAxisChoices(section);
  const charts = add(section, 'div', { class: 'charts' });
  addTraceCards(charts);
  if (data.command === 'lasso') addMeasureCards(charts);
  addWhereCard(charts);
  return section;
}

function fillModel(body, run) {
  const charts = add(body, 'div', { class: 'charts' });
  if (data.command === 'mf') {
    addRatingCards(charts, run);
    return;
  }
  addPathCard(charts, run);
  if (alone()) {
    addCrossValidationCard(charts);
    addExplainedCard(charts);
  }
  addLargestCards(charts, run);
}

function fillComputed(body, run) {
  addScheduleCards(add(body, 'div', { class: 'charts' }), run);
  (data.command === 'mf' ? addSweepsTable : addStepsTable)(body, run);
  addSettings(body, run);
}

// The parts of one run in both sections; of many runs, of the one chosen.
function addParts(model, computed) {
  const shared = new Set(cards);
  let choose = () => {};
  if (!alone()) {
    const label = add(model, 'label', { class: 'chooser' }, 'The model of run');
    const select = add(label, 'select', { name: 'details' });
    data.runs.forEach((run, k) => add(select, 'option', { value: k }, run.name));
    select.addEventListener('change', () => choose(data.runs[select.value]));
  }
  const bodies = [add(model, 'div'), add(computed, 'div')];
  choose = (run) => {
    for (const card of cards) if (!shared.has(card)) cards.delete(card);
    for (const body of bodies) body.replaceChildren();
    if (!alone()) add(bodies[1], 'p', { class: 'chooser' }, `Run ${run.name}`);
    fillModel(bodies[0], run);
    fillComputed(bodies[1], run);
    for (const card of cards) if (!shared.has(card)) card.redraw();
  };
  choose(data.runs[0]);
}

function addFoot(main) {
  const foot = add(main, 'footer');
  add(foot, 'p', {}, `strads ${data.runs[0].summary.version}. The numbers in full are in the files of each run.`);
  for (const { name, trace } of data.runs) {
    const drawn = trace.columns.seconds.length;
    if (drawn === trace.rows) continue;
    add(foot, 'p', {}, `${name}: ${grouped(drawn)} of ${plural(trace.rows, 'checkpoint')} drawn, evenly chosen.`);
  }
}

function buildPage() {
  const main = document.querySelector('main');
  main.replaceChildren();
  addHead(main);
  if (!alone()) addRunChoices(main);
  const model = addModel(main);
  addParts(model, addComputed(main));
  addFoot(main);
  let width = 0;
  new ResizeObserver(() => {
    if (main.clientWidth !== width) redraw();
    width = main.clientWidth;
  }).observe(main);
}

buildPage();

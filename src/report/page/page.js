// The page: head, choices, charts, details of one run.

const data = JSON.parse(document.getElementById('data').textContent);
const state = { axis: data.axes[0], logX: false, hidden: new Set() };

function redraw() {
  for (const card of cards) card.redraw();
}

function addHead(main) {
  const head = add(main, 'header');
  add(head, 'h1', {}, data.title);
  if (data.runs.length > 1) {
    addRunsTable(head);
    return;
  }
  const [{ summary }] = data.runs;
  const quoted = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  add(head, 'code', {}, ['strads', ...summary.arguments.map((word) => quoted(plain(word)))].join(' '));
  addFacts(head, summary);
}

// What holds for all charts of the traces: the axis, and which runs are drawn.
function addChoices(main) {
  const bar = add(main, 'form', { class: 'choices', 'aria-label': 'What the charts show' });
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
  if (data.runs.length === 1) return;
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

// Charts and tables of one run; of many, the one chosen.
function addDetails(main) {
  const section = add(main, 'section', { class: 'details' });
  if (data.runs.length > 1) {
    const label = add(section, 'label', { class: 'chooser' }, 'Details of run');
    const select = add(label, 'select');
    data.runs.forEach((run, k) => add(select, 'option', { value: k }, run.name));
    select.addEventListener('change', () => fill(data.runs[select.value]));
  }
  const shared = cards.length;
  const body = add(section, 'div');
  const fill = (run) => {
    cards.length = shared;
    body.replaceChildren();
    const charts = add(body, 'div', { class: 'charts' });
    addPathCard(charts, run);
    addScheduleCards(charts, run);
    addCoefficients(body, run);
    addStepsTable(body, run);
    addSettings(body, run);
    cards.slice(shared).forEach((card) => card.redraw());
  };
  fill(data.runs[0]);
}

function addFoot(main) {
  const foot = add(main, 'footer');
  const files = data.command === 'lasso' ? 'trace.csv, coefficients.tsv, summary.json' : 'trace.csv, summary.json';
  add(foot, 'p', {}, `strads ${data.runs[0].summary.version}. The numbers in full: ${files} of each run.`);
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
  if (data.axes.length > 0) {
    addChoices(main);
    const charts = add(main, 'section', { class: 'charts' });
    addTraceCards(charts);
    addNonzeroCard(charts);
    addCrossValidationCard(charts);
    addWhereCard(charts);
  }
  addDetails(main);
  addFoot(main);
  let width = 0;
  new ResizeObserver(() => {
    if (main.clientWidth !== width) redraw();
    width = main.clientWidth;
  }).observe(main);
}

buildPage();

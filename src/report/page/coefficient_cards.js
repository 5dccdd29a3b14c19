// The coefficients of one run: along its path, and the largest at a lambda.

const mostPaths = 12;
const mostListed = 20;

// As they are, or times the deviation of their columns.
function shownValue(path, place) {
  return path.values[place] * (state.standardized ? path.deviation : 1);
}

function coefficientLabel() {
  return state.standardized ? 'coefficient × deviation of its column' : 'coefficient';
}

function addStandardizedSwitch(bar) {
  addChoice(bar, 'checkbox', { checked: state.standardized ? '' : null }, 'standardized', (chosen) => {
    state.standardized = chosen;
    for (const box of document.querySelectorAll('input[name=standardized]')) box.checked = chosen;
    redraw();
  }).firstChild.setAttribute('name', 'standardized');
}

function addPathCard(parent, run) {
  if (!isPath(run) || run.paths.length === 0) return;
  const largest = (path) => Math.max(...path.values.map((_, place) => Math.abs(shownValue(path, place))));
  const paths = () =>
    run.paths
      .map((path) => ({ path, size: largest(path) }))
      .sort((a, b) => b.size - a.size)
      .slice(0, mostPaths)
      .map(({ path }) => path);
  const series = () =>
    paths().map((path, k) => ({
      name: path.name,
      classes: seriesClasses(k),
      points: path.values.map((_, place) => {
        const { lambda } = run.summary.steps[place];
        const value = shownValue(path, place);
        return { x: lambda, y: value, lines: [path.name, shortNumber(value), `λ = ${shortNumber(lambda)}`] };
      }),
    }));
  const card = new Card(parent, {
    title: `Coefficients along the path: the ${Math.min(run.paths.length, mostPaths)} largest`,
    file: 'coefficients',
    height: 340,
    buttons: addStandardizedSwitch,
    draw: (svg, box) =>
      drawLines(svg, box, {
        x: fallingLambda,
        y: { label: coefficientLabel() },
        series: series(),
        labels: true,
        room: labelRoom(box),
        guides: pathGuides(run),
      }),
    csv: () => seriesRows('lambda', series()),
  });
  card.figure.classList.add('wide');
}

// The largest at one of the steps whose coefficients are listed, largest first.
function largestAt(run, place) {
  return run.paths
    .filter((path) => path.values[place] !== 0)
    .sort((a, b) => Math.abs(shownValue(b, place)) - Math.abs(shownValue(a, place)))
    .slice(0, mostListed);
}

function chosenName(run, place) {
  const mark = run.marks.find((one) => one.place === place);
  const { lambda } = run.summary.steps[place];
  return `λ = ${shortNumber(lambda)}${mark ? `, ${mark.label}` : isPath(run) ? ', the last' : ''}`;
}

// Lollipops, and a table with the numbers.
function addLargestCards(parent, run) {
  if (run.chosen.length === 0 || run.paths.length === 0) return;
  let [place] = run.chosen;
  const total = () => run.summary.steps[place].nonzero;
  const rows = () =>
    largestAt(run, place).map((path) => {
      const value = shownValue(path, place);
      return { name: path.name, value, lines: [path.name, shortNumber(value)] };
    });
  const count = () => {
    const listed = rows().length;
    if (listed === total()) return plural(listed, 'coefficient');
    return `The ${listed} largest of ${grouped(total())} coefficients`;
  };
  const table = document.createElement('div');
  const fillTable = () => {
    table.replaceChildren();
    addTable(
      table,
      ['column', 'coefficient', 'standardized'],
      largestAt(run, place).map((path) => [
        path.name,
        exactly(path.values[place]),
        exactly(path.values[place] * path.deviation),
      ]),
      1,
      'Largest coefficients',
    );
  };
  new Card(parent, {
    title: () => (run.chosen.length > 1 ? count() : `${count()} at ${chosenName(run, place)}`),
    file: 'largest',
    height: () => lollipopHeight(rows()),
    buttons: (bar) => {
      if (run.chosen.length > 1) {
        const select = add(bar, 'select', { 'aria-label': 'At which lambda', name: 'chosen' });
        for (const one of run.chosen) add(select, 'option', { value: one }, chosenName(run, one));
        select.addEventListener('change', () => {
          place = Number(select.value);
          redraw();
        });
      }
      addStandardizedSwitch(bar);
    },
    draw: (svg, box) => drawLollipops(svg, box, rows(), coefficientLabel()),
    csv: () => [['column', 'coefficient'], ...rows().map(({ name, value }) => [name, value])],
  });
  parent.append(table);
  cards.add({ redraw: fillTable });
}

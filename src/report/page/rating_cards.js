// What a model of ratings is made of, and how well it predicts.

// Of one of the sets of ratings: how many, and what of them is unknown to the model.
function setFacts(summary, name) {
  if (name === 'train') return [grouped(summary.ratings), '', ''];
  const unknown = summary.unknown?.[name];
  const told = (count) => (Number.isFinite(count) ? grouped(count) : '');
  return [grouped(summary[`${name}_ratings`]), told(unknown?.users), told(unknown?.items)];
}

function addErrorsTable(parent, { summary }) {
  const sets = ['test', 'validation', 'train'].filter((name) => Number.isFinite(summary[`${name}_rmse`]));
  const box = add(parent, 'div', { class: 'wide' });
  add(box, 'h3', {}, 'Root mean square errors');
  addTable(
    box,
    ['ratings', 'this model', 'mean and biases', 'mean alone', 'number', 'of unknown users', 'of unknown items'],
    sets.map((name) => {
      const { biases, mean } = summary.baselines?.[name] ?? {};
      const errors = [summary[`${name}_rmse`], biases, mean].map((error) => fixed(error, 4));
      return [name, ...errors, ...setFacts(summary, name)];
    }),
    1,
    'Errors beside baselines',
  );
}

function addVariancesCard(parent, { summary }) {
  const variances = summary.factor_variances;
  if (!variances?.length) return;
  const total = variances.reduce((a, b) => a + b, 0) || 1;
  new Card(parent, {
    title: 'Variances of the factors',
    file: 'factor_variances',
    draw: (svg, box) =>
      drawBars(svg, box, {
        x: { label: 'factor', first: 1, last: variances.length },
        y: { label: 'mean square of what it adds to a prediction' },
        bars: variances.map((value, k) => ({
          value,
          lines: [`factor ${k + 1}`, shortNumber(value), `${percent(value / total)} of all`],
        })),
      }),
    csv: () => [['factor', 'variance'], ...variances.map((value, k) => [k + 1, value])],
  });
}

function addPredictedCard(parent, { summary, predicted }) {
  if (!predicted || predicted.count.length === 0) return;
  const cells = predictedCells(predicted);
  const { of, ratings } = summary.predicted;
  const names = Object.keys(predicted);
  const card = new Card(parent, {
    title: `Predicted against given: ${grouped(ratings)} ${of === 'test' ? 'test' : 'training'} ratings`,
    file: 'predicted',
    height: 300,
    draw: (svg, box) => drawPredicted(svg, box, cells),
    csv: () => [names, ...predicted.count.map((_, k) => names.map((name) => predicted[name][k]))],
  });
  addLegend(card.figure, [{ name: 'mean given', classes: 'c1' }]);
}

function addRatingCards(parent, run) {
  addErrorsTable(parent, run);
  addPredictedCard(parent, run);
  addVariancesCard(parent, run);
}

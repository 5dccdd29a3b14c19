// What a model of ratings is made of, and how well it predicts.

function addErrorsTable(parent, { summary }) {
  const sets = ['test', 'validation', 'train'].filter((name) => Number.isFinite(summary[`${name}_rmse`]));
  const known = sets.some((name) => summary.baselines?.[name]);
  if (!known) return;
  const box = add(parent, 'div');
  add(box, 'h3', {}, 'Root mean square errors');
  addTable(
    box,
    ['ratings', 'this model', 'mean and biases', 'mean'],
    sets.map((name) => {
      const { biases, mean } = summary.baselines[name] ?? {};
      return [name, fixed(summary[`${name}_rmse`], 4), fixed(biases, 4), fixed(mean, 4)];
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
        y: { label: 'variance of its part of the ratings' },
        bars: variances.map((value, k) => ({
          value,
          lines: [`factor ${k + 1}`, shortNumber(value), `${percent(value / total)} of all`],
        })),
      }),
    csv: () => [['factor', 'variance'], ...variances.map((value, k) => [k + 1, value])],
  });
}

function addRatingCards(parent, run) {
  addErrorsTable(parent, run);
  addVariancesCard(parent, run);
}

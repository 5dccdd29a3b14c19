// Whether a model is worth anything: certified or not, and better than what predicts without it or not.

const rounding = 1e-9; // of the deviance

// The error of a ratings' model that counts, with its baselines: on test ratings, else on those held out, else on all.
function countingError(summary) {
  const which = ['test', 'validation', 'train'].find((name) => Number.isFinite(summary[`${name}_rmse`]));
  return { which, error: summary[`${which}_rmse`], baselines: summary.baselines?.[which] };
}

// The least error on rows that were not fitted, with that of a model without any column.
function heldOut({ cv, summary, marks }) {
  if (marks.length === 0) return null;
  const { place } = marks[0];
  if (summary.validation) return { error: summary.validation.error, nothing: summary.validation.null_error, place };
  if (!cv) return null;
  const row = cv.step.indexOf(summary.steps[place].step);
  const nothing = summary.cross_validation.null_error;
  return { error: cv.error[row], spread: cv.standard_error[row], nothing, place };
}

function mostExplained(summary) {
  return Math.max(...summary.steps.map((step) => step.explained ?? NaN));
}

// What is wrong with a Lasso that converged, null when nothing is, undefined when its folder does not tell.
function lassoComplaint(run) {
  const held = heldOut(run);
  const alone = run.summary.settings.intercept === false ? 'predicting 0' : 'the mean alone';
  if (held && Number.isFinite(held.nothing)) {
    if (held.error < held.nothing) return null;
    const errors = `mean squared error ${shortNumber(held.error)} against ${shortNumber(held.nothing)}`;
    return `At no λ are held-out rows predicted better than by ${alone}: ${errors}.`;
  }
  const explained = mostExplained(run.summary);
  if (Number.isNaN(explained)) return undefined;
  return explained > rounding ? null : `Nothing is explained: the model predicts no better than ${alone}.`;
}

function ratingsComplaint({ summary }) {
  const { which, error, baselines } = countingError(summary);
  if (!Number.isFinite(baselines?.biases)) return undefined;
  if (error < baselines.biases) return null;
  const against = `${which} RMSE ${fixed(error, 4)} against ${fixed(baselines.biases, 4)}`;
  return `No better than mean and biases alone: ${against}.`;
}

// {level: 'good', 'fair', 'bad' or '' where nothing is known, word, sentence}.
function verdict(run) {
  const { status } = run.summary;
  if (status !== 'converged') return { level: 'bad', word: status, sentence: '' };
  const complaint = data.command === 'lasso' ? lassoComplaint(run) : ratingsComplaint(run);
  if (complaint === undefined) return { level: '', word: status, sentence: '' };
  if (complaint === null) return { level: 'good', word: status, sentence: '' };
  return { level: 'fair', word: `${status}, no gain`, sentence: complaint };
}

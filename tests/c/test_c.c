/* The C interface, from C: results, and every complaint in its words. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "strads/strads.h"

static int failures = 0;

static void check(int holds, const char* what, int line) {
  if (holds) return;
  ++failures;
  printf("line %d: not so: %s (last error: %s)\n", line, what, strads_last_error());
}
#define CHECK(what) check((what), #what, __LINE__)

static void refused(strads_status got, strads_status status, const char* words, int line) {
  if (got == status && strcmp(strads_last_error(), words) == 0) return;
  ++failures;
  printf("line %d: status %d, \"%s\"; expected %d, \"%s\"\n", line, (int)got, strads_last_error(), (int)status, words);
}
#define REFUSED(call, status, words) refused((call), (status), (words), __LINE__)

enum { rows = 8, columns = 3, users = 20, items = 12 };

static const double x[rows * columns] = {1, 2, 3, 4, 5, 6, 7, 8, 1, -1, 1, -1, 1, -1, 1, -1, 0, 0, 1, 1, 0, 0, 1, 1};
static const double y[rows] = {3, 5, 7, 9, 11, 13, 15, 17};

static void lasso(void) {
  strads_path* path = NULL;
  CHECK(strcmp(strads_last_error(), "") == 0);
  CHECK(strads_lasso_fit(rows, columns, x, y, NULL, &path) == STRADS_DONE);
  const int64_t points = strads_path_points(path);
  CHECK(points == 100);
  CHECK(strads_path_converged(path) == 1);

  double lambdas[100];
  double gaps[100];
  int64_t nonzero[100];
  strads_path_describe(path, lambdas, gaps, nonzero);
  strads_path_describe(path, NULL, NULL, NULL);
  CHECK(fabs(lambdas[99] / lambdas[0] - 1e-4) < 1e-12);
  CHECK(nonzero[0] == 0 && nonzero[99] > 0);
  for (int64_t k = 0; k < points; ++k) CHECK(gaps[k] <= 1e-6);

  double intercept = 0;
  double b[columns] = {9, 9, 9};
  double predictions[rows];
  CHECK(strads_path_coefficients(path, 0, &intercept, b) == STRADS_DONE);
  CHECK(intercept == 10 && b[0] == 0 && b[1] == 0 && b[2] == 0);
  CHECK(strads_path_coefficients(path, 99, &intercept, b) == STRADS_DONE);
  CHECK(fabs(b[0] - 2) < 0.01);
  CHECK(strads_path_predict(path, 99, rows, columns, x, predictions) == STRADS_DONE);
  for (int i = 0; i < rows; ++i) {
    const double expected = intercept + b[0] * x[i] + b[1] * x[rows + i] + b[2] * x[2 * rows + i];
    CHECK(fabs(predictions[i] - expected) < 1e-12);
  }

  REFUSED(strads_path_coefficients(path, 100, &intercept, b), STRADS_MISMATCH,
          "the path has 100 points, counted from 0, and no point 100");
  REFUSED(strads_path_predict(path, 0, rows, 2, x, predictions), STRADS_MISMATCH,
          "x has 2 columns, the path was fitted to 3");
  strads_path_free(path);
  strads_path_free(NULL);
}

static void settings(void) {
  strads_settings* some = strads_lasso_settings();
  REFUSED(strads_set(some, "alhpa", 1), STRADS_USAGE, "there is no setting alhpa");
  REFUSED(strads_set(some, "rank", 1), STRADS_USAGE, "there is no setting rank");
  REFUSED(strads_set(some, "path", 2.5), STRADS_USAGE, "path must be a whole number");
  REFUSED(strads_set(some, "seed", -1), STRADS_USAGE, "seed must be a whole number");
  REFUSED(strads_set(some, "threads", 1e12), STRADS_USAGE, "threads must be less");
  REFUSED(strads_set(some, "intercept", 2), STRADS_USAGE, "intercept must be 0 or 1");
  REFUSED(strads_set(some, "alpha", NAN), STRADS_USAGE, "alpha must be a number");
  CHECK(strads_set(some, "lambda", 0.5) == STRADS_DONE);
  CHECK(strads_set(some, "intercept", 0) == STRADS_DONE);
  CHECK(strads_set(some, "threads", 2) == STRADS_DONE);
  strads_path* path = NULL;
  CHECK(strads_lasso_fit(rows, columns, x, y, some, &path) == STRADS_DONE);
  CHECK(strads_path_points(path) == 1);
  double intercept = 1;
  double b[columns];
  CHECK(strads_path_coefficients(path, 0, &intercept, b) == STRADS_DONE && intercept == 0);
  strads_path_free(path);

  const double lambdas[2] = {1, 0.25};
  const double factors_of[columns] = {1, 0, 1};
  CHECK(strads_set_array(some, "lambdas", 2, lambdas) == STRADS_DONE);
  CHECK(strads_set_array(some, "penalty_factors", columns, factors_of) == STRADS_DONE);
  REFUSED(strads_set_array(some, "alpha", 2, lambdas), STRADS_USAGE, "there is no setting alpha that is an array");
  CHECK(strads_lasso_fit(rows, columns, x, y, some, &path) == STRADS_DONE);
  double given[2];
  strads_path_describe(path, given, NULL, NULL);
  CHECK(strads_path_points(path) == 2 && given[0] == 1 && given[1] == 0.25);
  CHECK(strads_path_coefficients(path, 0, &intercept, b) == STRADS_DONE && b[1] != 0);
  strads_path_free(path);

  path = NULL;
  CHECK(strads_set(some, "alpha", 2) == STRADS_DONE);
  CHECK(strads_lasso_fit(rows, columns, x, y, some, &path) == STRADS_USAGE);
  CHECK(strstr(strads_last_error(), "`alpha` must be between 0 (ridge) and 1 (lasso)") != NULL);
  double endless[rows] = {1, 2, 3, 4, 5, 6, 7, INFINITY};
  REFUSED(strads_lasso_fit(rows, columns, x, endless, NULL, &path), STRADS_MISMATCH,
          "y has a value that is not finite");
  REFUSED(strads_lasso_fit(rows, 1, endless, y, NULL, &path), STRADS_MISMATCH, "x has a value that is not finite");
  REFUSED(strads_lasso_fit(0, 1, x, y, NULL, &path), STRADS_MISMATCH, "x must have a row and a column at least");
  CHECK(path == NULL);
  strads_factors* factors = NULL;
  REFUSED(strads_mf_fit(1, 1, 0, NULL, NULL, NULL, some, &factors), STRADS_USAGE, "these settings are the lasso's");
  strads_settings_free(some);
  strads_settings_free(NULL);
}

/* Users like the items whose number is even or odd as theirs; pairs whose sum five divides are not rated. */
static void mf(void) {
  int32_t user[users * items];
  int32_t item[users * items];
  float value[users * items];
  int64_t count = 0;
  for (int32_t u = 0; u < users; ++u) {
    for (int32_t i = 0; i < items; ++i) {
      if ((u + i) % 5 == 0) continue;
      user[count] = u;
      item[count] = i;
      value[count++] = (u + i) % 2 == 0 ? 5.0F : 1.0F;
    }
  }
  strads_settings* some = strads_mf_settings();
  CHECK(strads_set(some, "rank", 2) == STRADS_DONE);
  strads_factors* factors = NULL;
  CHECK(strads_mf_fit(users, items, count, user, item, value, some, &factors) == STRADS_DONE);
  CHECK(strads_factors_converged(factors) == 1);

  const int32_t asked_user[3] = {0, 0, -1};
  const int32_t asked_item[3] = {10, 5, 3};
  double predictions[3];
  CHECK(strads_factors_predict(factors, 3, asked_user, asked_item, predictions) == STRADS_DONE);
  CHECK(predictions[0] > 4.5 && predictions[1] < 1.5 && isfinite(predictions[2]));

  int64_t best[5];
  double scores[5];
  int64_t found = 0;
  CHECK(strads_factors_recommend(factors, 0, 5, best, scores, &found) == STRADS_DONE);
  CHECK(found == 3); /* 0, 5 and 10 are not rated */
  CHECK(best[0] % 10 == 0 && best[1] % 10 == 0 && best[2] == 5);
  CHECK(scores[0] >= scores[1] && scores[1] > scores[2]);
  CHECK(strads_factors_recommend(factors, -1, 5, best, scores, &found) == STRADS_DONE && found == 5);

  REFUSED(strads_factors_recommend(factors, users, 5, best, scores, &found), STRADS_MISMATCH, "there is no user 20");
  const int32_t beyond = items;
  REFUSED(strads_factors_predict(factors, 1, asked_user, &beyond, predictions), STRADS_MISMATCH,
          "the model has 12 items, counted from 0, and no item 12");
  strads_factors_free(factors);
  factors = NULL;
  user[0] = -1;
  REFUSED(strads_mf_fit(users, items, count, user, item, value, some, &factors), STRADS_MISMATCH,
          "pair 0 has a negative position");
  user[0] = users;
  REFUSED(strads_mf_fit(users, items, count, user, item, value, some, &factors), STRADS_MISMATCH,
          "a rating's position is not below users and items");
  REFUSED(strads_mf_fit(users, items, 0, user, item, value, some, &factors), STRADS_MISMATCH,
          "there is no rating to train on");
  CHECK(factors == NULL);
  strads_settings_free(some);
}

int main(void) {
  lasso();
  settings();
  mf();
  if (failures == 0) puts("the C interface holds");
  return failures != 0;
}

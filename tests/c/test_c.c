/* The C interface, from C: results, and every complaint in its words. */
#include <math.h>
#include <pthread.h>
#include <signal.h>
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
  const int64_t fewer = strads_path_points(path);
  double explained[100];
  strads_path_explained(path, explained);
  CHECK(fewer < 100 && explained[0] == 0 && explained[fewer - 2] <= 0.999 && explained[fewer - 1] > 0.999);
  strads_path_free(path);

  strads_settings* whole = strads_lasso_settings();
  CHECK(strads_set(whole, "whole_path", 1) == STRADS_DONE);
  CHECK(strads_lasso_fit(rows, columns, x, y, whole, &path) == STRADS_DONE);
  strads_settings_free(whole);
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
  CHECK(strcmp(strads_path_stop(path), "converged") == 0);
  strads_path_free(path);
  strads_path_free(NULL);
}

/* The last model of a path fitted with these settings, and why it ended. */
typedef struct Fitted {
  int64_t points;
  int converged;
  const char* stop;
  double b[columns + 1];
} Fitted;

static Fitted fitted(const strads_settings* some) {
  strads_path* path = NULL;
  Fitted result;
  memset(&result, 0, sizeof(result));
  CHECK(strads_lasso_fit(rows, columns, x, y, some, &path) == STRADS_DONE);
  result.points = strads_path_points(path);
  result.converged = strads_path_converged(path);
  result.stop = strads_path_stop(path);
  CHECK(strads_path_coefficients(path, result.points - 1, &result.b[columns], result.b) == STRADS_DONE);
  strads_path_free(path);
  return result;
}

static int same(const Fitted* a, const Fitted* b) {
  return a->points == b->points && a->converged == b->converged && a->stop == b->stop &&
         memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

static strads_settings* watched;
static void on_signal(int number) {
  (void)number;
  strads_interrupt(watched, 1);
}
static void* on_thread(void* settings) {
  strads_interrupt(settings, 1);
  return NULL;
}

/* How an observer stops its fit once it is at point 10. */
typedef enum Way { NEVER, RETURN, CALL, SIGNAL, THREAD } Way;
typedef struct Watch {
  Way way;
  int64_t calls;
  int64_t point;
  double seconds;
} Watch;

static int watch_path(const strads_lasso_progress* now, void* context) {
  Watch* watch = context;
  ++watch->calls;
  CHECK(now->points == 100 && now->point >= watch->point && now->point < now->points);
  CHECK(now->seconds >= watch->seconds && now->lambda > 0 && now->objective > 0 && now->gap >= 0);
  CHECK(now->nonzero >= 0 && now->nonzero <= columns);
  watch->point = now->point;
  watch->seconds = now->seconds;
  if (now->point < 10) return 0;
  if (watch->way == CALL) strads_interrupt(watched, 1);
  if (watch->way == SIGNAL) raise(SIGINT);
  if (watch->way == THREAD) {
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, on_thread, watched) == 0 && pthread_join(thread, NULL) == 0);
  }
  return watch->way == RETURN;
}

static void stopping(void) {
  watched = strads_lasso_settings();
  CHECK(strads_set(watched, "whole_path", 1) == STRADS_DONE);
  const Fitted whole = fitted(watched);
  CHECK(whole.points == 100 && whole.converged == 1);
  signal(SIGINT, on_signal);
  for (Way way = NEVER; way <= THREAD; ++way) {
    Watch watch = {way, 0, 0, 0};
    CHECK(strads_lasso_observe(watched, watch_path, &watch) == STRADS_DONE);
    const Fitted found = fitted(watched);
    CHECK(watch.calls > 10);
    if (way == NEVER) {
      CHECK(same(&found, &whole) && watch.point == 99);
      continue;
    }
    CHECK(found.points > 0 && found.points < 20 && !found.converged && strcmp(found.stop, "interrupted") == 0);
    /* An interrupt holds until it is taken back; what an observer returned was for its fit alone. */
    CHECK(strads_lasso_observe(watched, NULL, NULL) == STRADS_DONE);
    const Fitted next = fitted(watched);
    CHECK(same(&next, &whole) == (way == RETURN));
    CHECK((strcmp(next.stop, "interrupted") == 0) == (way != RETURN));
    strads_interrupt(watched, 0);
    const Fitted again = fitted(watched);
    CHECK(same(&again, &whole));
  }
  REFUSED(strads_mf_observe(watched, NULL, NULL), STRADS_USAGE, "these settings are the lasso's");
  strads_settings_free(watched);
  strads_settings* other = strads_mf_settings();
  REFUSED(strads_lasso_observe(other, watch_path, NULL), STRADS_USAGE, "these settings are not the lasso's");
  REFUSED(strads_lasso_fit(rows, columns, x, y, other, NULL), STRADS_USAGE, "these settings are not the lasso's");
  strads_settings_free(other);
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

static int watch_sweeps(const strads_mf_progress* now, void* context) {
  int64_t* sweeps = context;
  CHECK(now->sweep == *sweeps && isfinite(now->objective) && now->train_rmse > 0 && now->seconds >= 0);
  return ++*sweeps == 3; /* 0, 1 and 2 */
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
  CHECK(strcmp(strads_factors_stop(factors), "converged") == 0);
  strads_factors* watched_factors = NULL;
  int64_t sweeps = 0;
  CHECK(strads_mf_observe(some, watch_sweeps, &sweeps) == STRADS_DONE);
  CHECK(strads_mf_fit(users, items, count, user, item, value, some, &watched_factors) == STRADS_DONE);
  CHECK(sweeps == 3 && strads_factors_converged(watched_factors) == 0);
  CHECK(strcmp(strads_factors_stop(watched_factors), "interrupted") == 0);
  strads_factors_free(watched_factors);
  CHECK(strads_mf_observe(some, NULL, NULL) == STRADS_DONE);

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
  stopping();
  mf();
  if (failures == 0) puts("the C interface holds");
  return failures != 0;
}

/* strads for C, and for whatever calls C: handles that are opaque, arrays in and out.
 *
 *   strads_path* path = NULL;
 *   if (strads_lasso_fit(n, p, x, y, NULL, &path) != STRADS_DONE) complain(strads_last_error());
 *   strads_path_predict(path, strads_path_points(path) - 1, n, p, x, prediction);
 *   strads_path_free(path);
 *
 * Matrices are column-major arrays of finite doubles, read where they are and never kept: copies are made of ratings
 * alone. Positions count from 0. Names here stay as they are: what is added later has names of its own.
 *
 * Functions that can fail return a status, and write their results only if it is STRADS_DONE. A fit that stops early is
 * done too: strads_path_converged and strads_path_stop tell, and likewise of factors. Null handles and arrays are
 * errors of the caller's that are not looked for, but where NULL is said to be allowed. A handle may be read by many
 * threads at once. */
#ifndef STRADS_STRADS_H
#define STRADS_STRADS_H

/* NOLINTBEGIN(modernize-*): this is C */
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum strads_status {
  STRADS_DONE = 0,
  STRADS_FAILED = 1,   /* for a reason that is not the caller's */
  STRADS_USAGE = 2,    /* a setting makes no sense */
  STRADS_MISMATCH = 5, /* what was given does not fit together */
  STRADS_MEMORY = 6    /* there is not enough memory */
} strads_status;

/* Why the last call of this thread that failed did, in a sentence; until the next one fails. "" if none has. */
const char* strads_last_error(void);

/* Settings by name, with the defaults that strads/linear.hpp and strads/mf.hpp explain. A switch is 0 or 1.
 *   lasso: alpha intercept standardize non_negative scale_response lambda lambda_ratio path whole_path min_ratio tol
 *          screening
 *   mf:    rank reg reg_exponent bias non_negative tol max_sweeps
 *   both:  threads seed workers max_rounds time_limit
 * One that does not exist, or a fraction where a whole number is asked for, is STRADS_USAGE; ranges are looked at when
 * a fit begins. NULL when there is no memory. */
typedef struct strads_settings strads_settings;
strads_settings* strads_lasso_settings(void);
strads_settings* strads_mf_settings(void);
strads_status strads_set(strads_settings* settings, const char* name, double value);
/* The lasso's penalty_factors (one a column) and lambdas (instead of a path); they are copied. */
strads_status strads_set_array(strads_settings* settings, const char* name, int64_t count, const double* values);
void strads_settings_free(strads_settings* settings); /* NULL is allowed, as for all that free */

/* Stops a fit from outside. With stop 1 those that run with these settings end after the round that they are at, and
 * those that begin after their first; with 0 they may run again. They are done, with what they have found, and not
 * converged. At any time between the making and the freeing of the settings, from any thread, an observer and a signal
 * handler too: it writes two lock-free flags and returns. */
void strads_interrupt(strads_settings* settings, int stop);

/* Watching a fit. An observer is called on the thread that called the fit, between rounds, so the time it takes is the
 * fit's; `now` is valid until it returns, `context` is the caller's. What it returns: 0 to go on, anything else to stop
 * this fit as an interrupt would. It may read any handle and call strads_interrupt; it must return (no longjmp, no
 * exception), and neither change nor free these settings. NULL as observer: nobody watches. Settings with an observer
 * are for one fit at a time: a stop would reach the others. An observer of the other model is STRADS_USAGE.
 * Fields that are added later come at the end. */
typedef struct strads_lasso_progress { /* at a certificate */
  double seconds;                      /* since the fit began */
  double lambda;
  double objective;
  double gap; /* relative */
  int64_t nonzero;
  int64_t point;  /* of the path, from 0 */
  int64_t points; /* in all */
} strads_lasso_progress;
typedef int (*strads_lasso_observer)(const strads_lasso_progress* now, void* context);
strads_status strads_lasso_observe(strads_settings* settings, strads_lasso_observer observer, void* context);

typedef struct strads_mf_progress { /* after a sweep */
  double seconds;
  double objective;
  double train_rmse;
  int64_t sweep; /* 0: the mean alone */
} strads_mf_progress;
typedef int (*strads_mf_observer)(const strads_mf_progress* now, void* context);
strads_status strads_mf_observe(strads_settings* settings, strads_mf_observer observer, void* context);

/* A lasso or elastic-net path: y of `rows` values, x of rows * columns. `settings` NULL: the defaults. */
typedef struct strads_path strads_path;
strads_status strads_lasso_fit(int64_t rows, int64_t columns, const double* x, const double* y,
                               const strads_settings* settings, strads_path** path);
void strads_path_free(strads_path* path);
int64_t strads_path_points(const strads_path* path);
int strads_path_converged(const strads_path* path); /* 1: every point is certified within tol */
/* Why the fit ended: "converged", "round limit", "time limit", "stalled", "diverged" or "interrupted". */
const char* strads_path_stop(const strads_path* path);
/* Of each point; any may be NULL. Gaps are relative. */
void strads_path_describe(const strads_path* path, double* lambdas, double* gaps, int64_t* nonzero);
/* Of each point what share of the deviance it explains. */
void strads_path_explained(const strads_path* path, double* explained);
/* On the scale of x: `coefficients` has one a column, zeros too. */
strads_status strads_path_coefficients(const strads_path* path, int64_t point, double* intercept, double* coefficients);
/* Of each of the rows of x, which has the columns that were fitted. */
strads_status strads_path_predict(const strads_path* path, int64_t point, int64_t rows, int64_t columns,
                                  const double* x, double* predictions);

/* Ratings: values[k] is what users[k] gave items[k]; of a pair given twice the last counts. */
typedef struct strads_factors strads_factors;
strads_status strads_mf_fit(int64_t users, int64_t items, int64_t count, const int32_t* user, const int32_t* item,
                            const float* value, const strads_settings* settings, strads_factors** factors);
void strads_factors_free(strads_factors* factors);
int strads_factors_converged(const strads_factors* factors);    /* 1: the last sweep gained less than tol */
const char* strads_factors_stop(const strads_factors* factors); /* as strads_path_stop */
/* Of `count` pairs; -1 stands for a user or an item that nothing is known of. */
strads_status strads_factors_predict(const strads_factors* factors, int64_t count, const int32_t* user,
                                     const int32_t* item, double* predictions);
/* The best items of a user (-1: of nobody known), best first, without those that the user has rated. At most `most` are
 * written; `found` says how many. */
strads_status strads_factors_recommend(const strads_factors* factors, int64_t user, int64_t most, int64_t* items,
                                       double* scores, int64_t* found);

#ifdef __cplusplus
}
#endif
/* NOLINTEND(modernize-*) */

#endif

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
 * done too: strads_path_converged and strads_factors_converged tell. Null handles and arrays are errors of the caller's
 * that are not looked for, but where NULL is said to be allowed. A handle may be read by many threads at once. */
#ifndef STRADS_STRADS_H
#define STRADS_STRADS_H

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
 *   lasso: alpha intercept standardize non_negative scale_response lambda lambda_ratio path min_ratio tol screening
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

/* A lasso or elastic-net path: y of `rows` values, x of rows * columns. `settings` NULL: the defaults. */
typedef struct strads_path strads_path;
strads_status strads_lasso_fit(int64_t rows, int64_t columns, const double* x, const double* y,
                               const strads_settings* settings, strads_path** path);
void strads_path_free(strads_path* path);
int64_t strads_path_points(const strads_path* path);
int strads_path_converged(const strads_path* path); /* 1: every point is certified within tol */
/* Of each point; any may be NULL. Gaps are relative. */
void strads_path_describe(const strads_path* path, double* lambdas, double* gaps, int64_t* nonzero);
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
int strads_factors_converged(const strads_factors* factors); /* 1: the last sweep gained less than tol */
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

#endif

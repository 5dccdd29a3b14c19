/* A lasso path from C, and what its last model predicts. */
#include <stdio.h>
#include <strads/strads.h>

enum { rows = 8, columns = 3 };

int main(void) {
  /* Three columns, one after the other; y is 1 + 2 x_0. */
  const double x[rows * columns] = {1, 2, 3, 4, 5, 6, 7, 8, 1, -1, 1, -1, 1, -1, 1, -1, 0, 0, 1, 1, 0, 0, 1, 1};
  const double y[rows] = {3, 5, 7, 9, 11, 13, 15, 17};

  strads_settings* settings = strads_lasso_settings();
  strads_path* path = NULL;
  if (strads_set(settings, "path", 20) != STRADS_DONE ||
      strads_lasso_fit(rows, columns, x, y, settings, &path) != STRADS_DONE) {
    fprintf(stderr, "%s\n", strads_last_error());
    return 1;
  }
  strads_settings_free(settings);

  const int64_t last = strads_path_points(path) - 1;
  double intercept = 0;
  double coefficients[columns];
  double predictions[rows];
  if (strads_path_coefficients(path, last, &intercept, coefficients) != STRADS_DONE ||
      strads_path_predict(path, last, rows, columns, x, predictions) != STRADS_DONE) {
    fprintf(stderr, "%s\n", strads_last_error());
    return 1;
  }
  printf("y = %.1f + %.1f x_0, certified: %s\n", intercept, coefficients[0],
         strads_path_converged(path) ? "yes" : "no");
  printf("row 7: %.1f, predicted %.1f\n", y[7], predictions[7]);
  strads_path_free(path);
  return 0;
}

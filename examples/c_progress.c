/* Watching a fit from C, and stopping it: Ctrl-C, or here once the path is at its eleventh point. */
#include <signal.h>
#include <stdio.h>
#include <strads/strads.h>

enum { rows = 100, columns = 40 };

static double x[rows * columns];
static double y[rows];
static strads_settings* settings;

static void on_signal(int number) {
  (void)number;
  strads_interrupt(settings, 1);
}

static int show(const strads_lasso_progress* now, void* context) {
  (void)context;
  fprintf(stderr, "\rpoint %d of %d, gap %.1e", (int)now->point + 1, (int)now->points, now->gap);
  return now->point == 10;
}

int main(void) {
  /* Numbers that follow no pattern; y is the sum of the first ten columns. */
  unsigned state = 1;
  for (int k = 0; k < rows * columns; ++k) {
    state = state * 1664525U + 1013904223U;
    x[k] = (double)(state >> 8) / (1 << 24);
    if (k < 10 * rows) y[k % rows] += x[k];
  }
  settings = strads_lasso_settings();
  signal(SIGINT, on_signal);
  strads_path* path = NULL;
  if (strads_lasso_observe(settings, show, NULL) != STRADS_DONE ||
      strads_lasso_fit(rows, columns, x, y, settings, &path) != STRADS_DONE) {
    fprintf(stderr, "%s\n", strads_last_error());
    return 1;
  }
  fprintf(stderr, "\n");
  printf("%s after %d of 100 points\n", strads_path_stop(path), (int)strads_path_points(path));
  strads_path_free(path);
  strads_settings_free(settings);
  return 0;
}

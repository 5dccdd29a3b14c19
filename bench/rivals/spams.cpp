// SPAMS' homotopy for spams.py: one response, a dictionary of unit columns.
#include <decomp.h>

/// Coefficients at penalties `size` (L1) and `ridge`; `path`, if any, gets those of every breakpoint on the way, at
/// most so many.
extern "C" void homotopy(const double* X, const double* y, int rows, int columns, double size, double ridge,
                         double* coefficients, double* path, int breakpoints) {
  const Matrix<double> dictionary(const_cast<double*>(X), rows, columns);
  const Matrix<double> response(const_cast<double*>(y), rows, 1);
  Matrix<double> way(path, columns, breakpoints);
  SpMatrix<double> found;
  const int most = ridge > 0 ? columns : std::min(rows, columns);
  lasso<double>(response, dictionary, found, most, size, ridge, PENALTY, false, false, 1, path ? &way : nullptr,
                breakpoints);
  Matrix<double> full(coefficients, columns, 1);
  found.toFull(full);
}

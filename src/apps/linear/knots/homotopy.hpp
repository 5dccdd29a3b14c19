// The lasso's path from knot to knot (Osborne, Presnell and Turlach 2000; Efron et al. 2004). With support S, signs s
// and factors v, as long as no coefficient enters or leaves,
//
//   du_S = w dt,  dr = -X~_S w dt   for lambda falling by dt,   w = G_SS^-1 (s v)_S
//
// and the next knot is where a column's |x~_j' r| / n meets lambda v_j or a coefficient meets zero. Columns are
// followed that were close at the last knot; the certificate at the next one looks at all others that a bound cannot
// rule out, and where one of them has gone beyond its threshold the step is taken anew with it among those followed. So
// every knot is proven to be the next, and residual and correlations are computed afresh at each: nothing adds up.
//
// Ties are taken one by one at the same lambda, lowest column first. A column that depends on the support cannot enter:
// its correlation stays in proportion to lambda.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/block/support_factor.hpp"
#include "apps/linear/direct/seen.hpp"
#include "apps/linear/penalty.hpp"
#include "apps/linear/screening/certificate.hpp"
#include "apps/linear/screening/gradient.hpp"
#include "strads/linear.hpp"

namespace strads::linear {

class Homotopy {
 public:
  // `penalty`: of the lasso, at any lambda. Keeps all but it.
  Homotopy(Seen& seen, Penalty penalty, double tol, Engine& engine);

  // The knots from lambda_max, where everything is zero, down to `last`. Stalled where a certificate is above tol or
  // ties do not end.
  StopReason run(double lambda_max, double last);
  std::vector<Knot> take() { return std::move(knots_); }

 private:
  struct Event {
    double fall = 0;  // of lambda
    Index column = -1;
    int sign = 0;
    Index position = -1;  // in the support, of what leaves
  };
  void refine(std::vector<double> target, double sign, std::vector<double>& x, std::vector<double>& v);
  void find_direction();
  [[nodiscard]] std::vector<Index> outside(std::span<const Entrant> entrants, double score);
  void measure(std::span<const Index> columns);
  [[nodiscard]] Event next(double last) const;
  bool move(const Event& event);
  bool change(const Event& event);
  bool enter(const Event& event);
  void follow_entrants();

  Seen& seen_;
  Standardized& design_;
  Penalty penalty_;
  double tol_;
  Engine& engine_;
  Gradient gradient_;
  SupportFactor factor_;     // of the support, in the order of entering
  std::vector<double> of_;   // their coefficients,
  std::vector<int> signs_;   // signs,
  std::vector<double> way_;  // and w
  std::vector<double> u_;    // of every column
  std::vector<double> y_;    // the response off the span of the unpenalized columns
  std::vector<double> r_;
  std::vector<double> q_;  // X~_S w

  struct Followed {
    Index column;
    double correlation;
    double change;  // as lambda falls by 1
  };
  std::vector<Followed> followed_;  // ascending
  std::vector<Index> dependent_;    // on the support: they wait until something leaves it
  Gradient::Findings found_;
  Certificate certificate_;
  std::vector<Knot> knots_;
};

}  // namespace strads::linear

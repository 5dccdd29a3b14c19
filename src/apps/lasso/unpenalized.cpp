#include "apps/lasso/unpenalized.hpp"

#include <Eigen/QR>
#include <algorithm>

namespace strads::lasso {

Unpenalized::Unpenalized(const Standardized& design, const Penalty& penalty) {
  for (Index j = 0; j < design.columns(); ++j) {
    if (!penalty.penalized(j) && design.usable(j)) variables_.push_back(j);
  }
  if (variables_.empty()) return;
  const Index n = design.rows();
  Eigen::MatrixXd columns(n, static_cast<Index>(variables_.size()));
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    const Index j = variables_[k];
    auto column = columns.col(static_cast<Index>(k));
    design.raw().expand(j, column.data());
    if (design.centred()) column.array() -= design.mean(j);
    column /= design.scale(j);
  }
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(columns);
  qr.setThreshold(1e-10);
  const Index rank = qr.rank();
  const Eigen::MatrixXd basis = qr.householderQ() * Eigen::MatrixXd::Identity(n, rank);
  basis_.assign(basis.data(), basis.data() + basis.size());
}

void Unpenalized::project(std::span<const double> r, std::span<double> out) const {
  std::copy(r.begin(), r.end(), out.begin());
  const std::size_t n = r.size();
  for (std::size_t start = 0; start < basis_.size(); start += n) {
    const std::span<const double> axis(basis_.data() + start, n);
    double product = 0;
    for (std::size_t i = 0; i < n; ++i) product += axis[i] * out[i];
    for (std::size_t i = 0; i < n; ++i) out[i] -= product * axis[i];
  }
}

}  // namespace strads::lasso

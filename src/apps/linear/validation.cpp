#include "apps/linear/validation.hpp"

#include "strads/error.hpp"

namespace strads::linear {

Split split(const AnyMatrix& X, std::span<const double> y, std::span<const Role> roles) {
  std::vector<Index> fitted;
  std::vector<Index> held_out;
  for (Index i = 0; i < X.rows(); ++i) {
    if (roles[i] == Role::fitted) fitted.push_back(i);
    if (roles[i] == Role::held_out) held_out.push_back(i);
  }
  if (held_out.empty()) throw Error(ErrorKind::mismatch, "no row with a response is held out for validation");
  if (fitted.empty()) throw Error(ErrorKind::mismatch, "all rows are held out for validation: none is left to fit");
  return {part(X, y, fitted, fitted), part(X, y, held_out, fitted)};
}

Validator::Validator(const Split& split, bool intercept, Index patience)
    : held_out_(split.held_out), patience_(patience) {
  found_.rows = static_cast<Index>(held_out_.y.size());
  found_.null_error = linear::null_error(split.fitted, held_out_, intercept);
}

void Validator::add(const Point& point) {
  const double error = mean_squared_error(held_out_, point);
  found_.points.push_back({error, found_.null_error > 0 ? 1 - error / found_.null_error : 0});
  if (error < found_.points[static_cast<std::size_t>(found_.best)].error) {
    found_.best = static_cast<Index>(found_.points.size()) - 1;
  }
}

bool Validator::enough() const { return static_cast<Index>(found_.points.size()) - 1 - found_.best >= patience_; }

}  // namespace strads::linear

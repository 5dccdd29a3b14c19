#include "apps/mf/without_biases.hpp"

#include <algorithm>
#include <utility>

namespace strads::mf {
namespace {

std::vector<float> mean_row(const Factors& factors, const RatingRows* with_ratings) {
  std::vector<double> sums(static_cast<std::size_t>(factors.rank()));
  double rows = 0;
  for (Index row = 0; row < factors.rows(); ++row) {
    if (with_ratings != nullptr && with_ratings->size(row) == 0) continue;
    rows += 1;
    for (Index k = 0; k < factors.rank(); ++k) sums[k] += factors.row(row)[k];
  }
  std::vector<float> mean(static_cast<std::size_t>(factors.stride()));
  for (Index k = 0; k < factors.rank() && rows > 0; ++k) mean[k] = static_cast<float>(sums[k] / rows);
  return mean;
}

void complete(Factors& factors, const RatingRows& ratings) {
  const std::vector<float> mean = mean_row(factors, &ratings);
  for (Index row = 0; row < factors.rows(); ++row) {
    if (ratings.size(row) == 0) std::copy(mean.begin(), mean.end(), factors.row(row));
  }
}

}  // namespace

Factorization without_biases(const Factorization& model) {
  const Index rank = model.users.rank();
  const auto widened = [&](const Factors& from) { return from.with_rank(rank + factors_for_biases); };
  Factorization result{0.0, false, widened(model.users), widened(model.items), {}, {}};
  for (Index user = 0; user < model.users.rows(); ++user) {
    result.users.row(user)[rank] = std::exchange(result.users.bias(user), 0.0F);
    result.users.row(user)[rank + 1] = 1;
  }
  for (Index item = 0; item < model.items.rows(); ++item) {
    result.items.row(item)[rank] = 1;
    result.items.row(item)[rank + 1] = static_cast<float>(model.mean + std::exchange(result.items.bias(item), 0.0F));
  }
  return result;
}

void complete(Factorization& model, const Ratings& train) {
  if (model.bias) return;
  complete(model.users, train.by_user());
  complete(model.items, train.by_item());
  model.find_typical();
}

void Factorization::find_typical() {
  if (bias) return;
  typical_user = mean_row(users, nullptr);
  typical_item = mean_row(items, nullptr);
}

}  // namespace strads::mf

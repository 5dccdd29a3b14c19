#include "apps/mf/units.hpp"

#include <cmath>

#include "apps/mf/state/state.hpp"

namespace strads::mf {

Units Units::of(const Ratings& train, bool bias) {
  constexpr int ordinary = 16;      // powers of two
  constexpr double far_away = 256;  // deviations
  const Moments moments = moments_of(train);
  const double deviation = std::sqrt(moments.variance());
  Units units;
  if (bias && deviation > 0 && std::abs(moments.mean) > far_away * deviation) {
    units.shift = static_cast<float>(moments.mean);
  }
  int exponent = 0;
  std::frexp(units.shift != 0 ? deviation : std::sqrt(moments.square), &exponent);
  if (std::abs(exponent) > ordinary) units.scale = std::ldexp(1.0, exponent & ~1);
  return units;
}

BigVector<Rating> Units::apply(std::span<const Rating> pairs) const {
  BigVector<Rating> result(pairs.begin(), pairs.end());
  for (Rating& pair : result) pair.value = static_cast<float>((pair.value - shift) / scale);
  return result;
}

// Of squares in the new units, lambda |w|^2 is lambda / scale^2 times scale |w|^2, and that of a bias lambda itself.
Settings Units::apply(Settings settings) const {
  if (settings.reg) {
    *settings.reg /= scale;
    settings.bias_weight *= scale;
  }
  return settings;
}

Checkpoint Units::restore(Checkpoint now, bool learned, Index ratings) const {
  now.objective =
      learned ? now.objective + static_cast<double>(ratings) * std::log(scale) : now.objective * scale * scale;
  now.train_rmse *= scale;
  if (now.validation_rmse) *now.validation_rmse *= scale;
  if (now.test_rmse) *now.test_rmse *= scale;
  return now;
}

void Units::restore(Result& result, Index ratings) const {
  result.kept = restore(result.kept, result.noise.has_value(), ratings);
  if (result.reg) *result.reg *= scale;
  if (result.noise) *result.noise *= scale;
  for (double& variance : result.factor_variances) variance *= scale * scale;
  const auto restore_baseline = [&](Baseline& baseline) {
    baseline.mean *= scale;
    baseline.biases *= scale;
  };
  restore_baseline(result.baselines.train);
  if (result.baselines.validation) restore_baseline(*result.baselines.validation);
  if (result.baselines.test) restore_baseline(*result.baselines.test);
  Factorization& model = result.model;
  if (model.bias) model.mean = model.mean * scale + shift;
  const auto root = static_cast<float>(std::sqrt(scale));
  for (Factors* side : {&model.users, &model.items}) {
    for (Index row = 0; row < side->rows(); ++row) {
      side->bias(row) *= static_cast<float>(scale);
      for (Index k = 0; k < side->rank(); ++k) side->row(row)[k] *= root;
    }
  }
}

}  // namespace strads::mf

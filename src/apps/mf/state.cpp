#include "apps/mf/state.hpp"

#include <cmath>
#include <numeric>

#include "strads/random.hpp"

namespace strads::mf {
namespace {

// Of the factors at the start, in units of the square root of the ratings' deviation. Small: the first rounds are then
// led by the biases (0.02 to 0.5 tried on MovieLens: within 0.0003 of each other after 12 sweeps).
constexpr double start_scale = 0.05;

double mean_of(const Ratings& ratings) {
  const auto& values = ratings.by_user().values;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation_of(const Ratings& ratings) {
  const double mean = mean_of(ratings);
  double squares = 0;
  for (const float value : ratings.by_user().values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(ratings.count()));
}

std::vector<float> penalties(const RatingRows& rows, double lambda, double exponent) {
  std::vector<float> result(static_cast<std::size_t>(rows.rows()));
  for (Index r = 0; r < rows.rows(); ++r) {
    const auto count = static_cast<double>(rows.size(r));
    result[r] = rows.size(r) == 0 ? 0.0F : static_cast<float>(lambda * std::pow(count, exponent));
  }
  return result;
}

// By row, each with a stream of its own. Rows without ratings stay 0.
void start(Factors& factors, const RatingRows& rows, double scale, const Settings& settings, std::uint64_t side) {
  for (Index r = 0; r < factors.rows(); ++r) {
    if (rows.size(r) == 0) continue;
    Random random(settings.scheduler.seed, 2 * static_cast<std::uint64_t>(r) + side);
    for (Index k = 0; k < factors.rank(); ++k) {
      const double value = scale * random.normal();
      factors.row(r)[k] = static_cast<float>(settings.non_negative ? std::abs(value) : value);
    }
  }
}

}  // namespace

double default_reg(const Ratings& train) {
  const double deviation = train.count() > 0 ? deviation_of(train) : 0.0;
  return deviation > 0 ? 1.1 * deviation : 1.0;
}

State::State(const Ratings& train, const Settings& settings, double lambda)
    : ratings(train),
      model{settings.bias ? mean_of(train) : 0.0, settings.bias, Factors(train.users(), settings.rank),
            Factors(train.items(), settings.rank)},
      user_penalties(penalties(train.by_user(), lambda, settings.reg_exponent)),
      item_penalties(penalties(train.by_item(), lambda, settings.reg_exponent)) {
  const double deviation = deviation_of(train);
  const double scale = start_scale * std::sqrt(deviation > 0 ? deviation : 1.0);
  start(model.users, train.by_user(), scale, settings, 0);
  start(model.items, train.by_item(), scale, settings, 1);
}

}  // namespace strads::mf

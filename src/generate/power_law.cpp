#include "generate/power_law.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "generate/streams.hpp"

namespace strads::generate {
namespace {

// By rank; they add up to 1.
std::vector<double> shares(Index n, const PowerLaw& law) {
  std::vector<double> result;
  for (Index r = 0; r < n; ++r) {
    const double x = (static_cast<double>(r) + 0.5) / static_cast<double>(n);
    result.push_back(std::pow(x + law.shift, -law.exponent));
  }
  const double total = std::accumulate(result.begin(), result.end(), 0.0);
  for (double& share : result) share /= total;
  return result;
}

std::vector<Index> permutation(Index n, Random random) {
  std::vector<Index> result(static_cast<std::size_t>(n));
  std::iota(result.begin(), result.end(), Index{0});
  for (Index k = n - 1; k > 0; --k) {
    std::swap(result[static_cast<std::size_t>(k)], result[static_cast<std::size_t>(random.below(k + 1))]);
  }
  return result;
}

}  // namespace

RatingPattern::RatingPattern(Index users, Index items, Index ratings, const PowerLaw& activity,
                             const PowerLaw& popularity, std::uint64_t seed)
    : seed_(seed),
      expected_(static_cast<std::size_t>(users)),
      order_(permutation(items, stream(seed, Purpose::places, 1))),
      weights_(shares(items, popularity)),
      rest_(weights_.size() + 1) {
  const std::vector<double> shares_of_users = shares(users, activity);
  const std::vector<Index> ranks = permutation(users, stream(seed, Purpose::places, 0));
  for (std::size_t u = 0; u < expected_.size(); ++u) {
    const double share = shares_of_users[static_cast<std::size_t>(ranks[u])];
    expected_[u] = std::min(share * static_cast<double>(ratings), static_cast<double>(items));
  }
  for (std::size_t k = weights_.size(); k-- > 0;) rest_[k] = rest_[k + 1] + weights_[k];
}

// a such that sum_i min(1, a b_i) is what is expected. With the first m items at 1, a = (expected - m) / rest[m]; m is
// the least for which the next item's chance is not above 1.
double RatingPattern::scale(Index user) const {
  const double wanted = expected(user);
  std::size_t low = 0;
  std::size_t high = weights_.size() - 1;
  while (low < high) {
    const std::size_t m = (low + high) / 2;
    if ((wanted - static_cast<double>(m)) * weights_[m] <= rest_[m]) {
      high = m;
    } else {
      low = m + 1;
    }
  }
  return (wanted - static_cast<double>(low)) / rest_[low];
}

double RatingPattern::chance(Index user, Index item) const {
  const auto at = static_cast<std::size_t>(std::find(order_.begin(), order_.end(), item) - order_.begin());
  return std::min(1.0, scale(user) * weights_[at]);
}

std::vector<Index> RatingPattern::items_of(Index user) const {
  Random random = stream(seed_, Purpose::data, user);
  const double a = scale(user);
  const auto count = static_cast<Index>(order_.size());
  std::vector<Index> chosen;
  double bound = std::min(1.0, a * weights_[0]);  // of the chances from here on
  for (Index k = 0; k < count; ++k) {
    if (bound < 1) k += misses(random, std::log1p(-bound));
    if (k >= count) break;
    const auto at = static_cast<std::size_t>(k);
    const double chance = std::min(1.0, a * weights_[at]);
    if (random.uniform() * bound < chance) chosen.push_back(order_[at]);
    bound = chance;
  }
  return chosen;
}

}  // namespace strads::generate

// Ratings drawn for validation.
#include "strads/mf.hpp"
#include "strads/random.hpp"

namespace strads::mf {

Split split(std::span<const Rating> ratings, double share, std::uint64_t seed) {
  constexpr std::uint64_t stream = 0x5917;  // apart from the streams of the factors' start
  Random random(seed, stream);
  Split result;
  result.train.reserve(ratings.size());
  for (const Rating& rating : ratings) {
    (random.uniform() < share ? result.validation : result.train).push_back(rating);
  }
  return result;
}

}  // namespace strads::mf

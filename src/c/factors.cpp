#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "c/guarded.hpp"
#include "c/observers.hpp"
#include "c/settings.hpp"
#include "strads/mf.hpp"
#include "strads/strads.h"

using strads::Index;
using strads::Rating;
using strads::c::guarded;
using strads::c::mismatch;

struct strads_factors {
  strads::Ratings ratings;
  strads::mf::Result result;
  int threads;
};

namespace {

// Positions from `least`: 0, or -1 where unknown ones are allowed.
std::vector<Rating> pairs(Index count, const int32_t* user, const int32_t* item, const float* value, int least) {
  std::vector<Rating> result;
  result.reserve(static_cast<std::size_t>(count));
  for (Index k = 0; k < count; ++k) {
    if (user[k] < least || item[k] < least) mismatch("pair " + std::to_string(k) + " has a negative position");
    result.push_back({user[k], item[k], value == nullptr ? 0.0F : value[k]});
  }
  return result;
}

}  // namespace

strads_status strads_mf_fit(int64_t users, int64_t items, int64_t count, const int32_t* user, const int32_t* item,
                            const float* value, const strads_settings* settings, strads_factors** factors) {
  return guarded([&] {
    strads_settings defaults;
    defaults.of_lasso = false;
    const strads_settings& chosen = settings == nullptr ? defaults : *settings;
    strads::c::require_mf(chosen);
    const auto rated = pairs(count, user, item, value, 0);
    for (const Rating& rating : rated) {
      if (rating.user >= users || rating.item >= items) mismatch("a rating's position is not below users and items");
      if (!std::isfinite(rating.value)) mismatch("a rating is not finite");
    }
    strads::Ratings ratings(users, items, rated);
    strads::c::MfObserver observer(chosen);
    auto result = strads::mf::fit(ratings, {}, {}, strads::c::begin_mf(chosen), observer);
    *factors = new strads_factors{std::move(ratings), std::move(result), chosen.mf.engine.threads};
  });
}
void strads_factors_free(strads_factors* factors) { delete factors; }
int strads_factors_converged(const strads_factors* factors) {
  return factors->result.stop == strads::StopReason::converged ? 1 : 0;
}
const char* strads_factors_stop(const strads_factors* factors) { return strads::name(factors->result.stop).data(); }
strads_status strads_factors_predict(const strads_factors* factors, int64_t count, const int32_t* user,
                                     const int32_t* item, double* predictions) {
  return guarded([&] {
    const auto found = strads::mf::predict(factors->result.model, pairs(count, user, item, nullptr, -1));
    std::copy(found.begin(), found.end(), predictions);
  });
}
strads_status strads_factors_recommend(const strads_factors* factors, int64_t user, int64_t most, int64_t* items,
                                       double* scores, int64_t* found) {
  return guarded([&] {
    if (user < -1 || user >= factors->ratings.users()) mismatch("there is no user " + std::to_string(user));
    strads::EngineSettings settings;
    settings.threads = factors->threads;
    strads::Engine engine(settings);
    const std::vector<Index> asked{user};
    const auto best =
        strads::mf::recommend(factors->result.model, asked, most, &factors->ratings.by_user(), engine).front();
    *found = static_cast<int64_t>(best.size());
    for (const auto& [item, score] : best) *items++ = item, *scores++ = score;
  });
}

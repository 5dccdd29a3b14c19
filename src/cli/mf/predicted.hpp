// What was predicted for given ratings, as counts: predicted.csv.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/mf/rating_range.hpp"
#include "folder/errors.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

struct PredictedCounts {
  std::string of;                            // "test" or "train"
  Index ratings = 0;                         // counted
  std::vector<folder::PredictedRow> rows{};  // with a count, by prediction, then by rating
};

// Of the test pairs, or where there are none of the ratings that were fitted; of many, at most 65,536 evenly chosen.
// Predictions fall in 32 bins as wide as the range of those ratings, or outside; up to 20 different ratings are bins of
// their own, more fall in 20 bins. Predictions are clipped to `clip` (null: they are not).
[[nodiscard]] PredictedCounts count_predicted(const mf::Factorization& model, const Ratings& train,
                                              std::span<const Rating> test, const RatingRange* clip);

}  // namespace strads::cli

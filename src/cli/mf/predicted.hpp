// What was predicted for given ratings, as counts: predicted.csv.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/mf/rating_range.hpp"
#include "io/output/file.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

struct PredictedCounts {
  struct Cell {
    double predicted_low = 0;  // of the first -infinity, of the last `predicted_high` infinity
    double predicted_high = 0;
    double given_low = 0;
    double given_high = 0;
    Index count = 0;
  };
  std::string of;             // "test" or "train"
  Index ratings = 0;          // counted
  std::vector<Cell> cells{};  // with a count, by prediction, then by rating
};

// Of the test pairs, or where there are none of the ratings that were fitted; of many, at most 65,536 evenly chosen.
// Predictions fall in 32 bins as wide as the range of those ratings, or outside; up to 20 different ratings are bins of
// their own, more fall in 20 bins. Predictions are clipped to `clip` (null: they are not).
[[nodiscard]] PredictedCounts count_predicted(const mf::Factorization& model, const Ratings& train,
                                              std::span<const Rating> test, const RatingRange* clip);

void write_predicted(const PredictedCounts& counts, io::OutputFile& file);

}  // namespace strads::cli

// The range of the ratings that a model was fitted to, and predictions clipped to it.
#pragma once

#include <optional>
#include <span>

#include "folder/fit_folder.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

struct RatingRange {
  float low = 0;
  float high = 0;

  [[nodiscard]] double clip(double prediction) const;
};

[[nodiscard]] RatingRange range_of(const Ratings& ratings);

// That to which the predictions of a model are clipped: with `asked`, and where the model was fitted with --clip.
// Throws Error (mismatch) when the folder does not tell.
[[nodiscard]] std::optional<RatingRange> clip_range(const folder::FitFolder& model, bool asked);

// Root mean square errors of clipped predictions. The same bits at any number of threads; 0 for no ratings.
[[nodiscard]] double clipped_rmse(const mf::Factorization& model, const Ratings& ratings, const RatingRange& range,
                                  int threads);
[[nodiscard]] double clipped_rmse(const mf::Factorization& model, std::span<const Rating> pairs,
                                  const RatingRange& range);

}  // namespace strads::cli

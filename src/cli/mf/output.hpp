// The files of `strads mf`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/fit/fit_record.hpp"
#include "cli/fit/stats.hpp"
#include "cli/mf/options.hpp"
#include "cli/mf/predicted.hpp"
#include "cli/mf/progress.hpp"
#include "cli/mf/rating_range.hpp"
#include "cli/mf/unknown_ids.hpp"
#include "io/output/directory.hpp"
#include "io/ratings/ratings.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

// All that the files tell of a fit.
struct MfFitted : FitRecord {
  MfOptions options;
  mf::Settings settings;
  mf::Result result;
  folder::Trace<mf::Checkpoint> trace;
  io::Ids users;
  io::Ids items;
  Index duplicates = 0;
  std::optional<io::RatingColumns> taken;  // of the table
  io::PassedOver passed;
  io::RatingSpread spread;  // of what was read
  RatingRange range;
  Unknown unknown_of_validation;
  Unknown unknown_of_test;
  Index validation_ratings = 0;
  Index test_ratings = 0;
  PredictedCounts predicted;
};

// Every setting in effect, by the names of the command line. A limit that is off is null.
[[nodiscard]] Json settings_json(const MfFitted& fitted);

void write_outputs(const MfFitted& fitted, io::OutputDirectory& directory);
[[nodiscard]] Traffic traffic(const MfFitted& fitted);

}  // namespace strads::cli

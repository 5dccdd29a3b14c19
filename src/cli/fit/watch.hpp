// What listens to a fit: --timeline and --stats.
#pragma once

#include <optional>

#include "cli/fit/common_options.hpp"
#include "cli/fit/stats.hpp"
#include "strads/span.hpp"

namespace strads::cli {

class Watch {
 public:
  // Records from now on if anything was asked for that needs it. Throws Error (file) when the timeline could not be
  // written.
  Watch(const CommonOptions& options, int threads);

  // Once the results are written: writes and prints what was asked for.
  void finish(const FitRecord& record, const Activity& activity, const Traffic& traffic) const;

 private:
  const CommonOptions& options_;
  std::optional<SpanRecorder> recorder_;
};

}  // namespace strads::cli

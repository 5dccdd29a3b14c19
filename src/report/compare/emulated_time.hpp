// Where the emulated time of a run went.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/compare/fits.hpp"

namespace strads::report {

// Whether a cluster was asked for: else the clock is that of one that nobody named.
[[nodiscard]] inline bool emulates(const Run& run) {
  return !run.summary["settings"].value("emulate", Json()).is_null();
}

// Those of compute, wait, schedule and network that `emulated` of summary.json names, in seconds; none unless asked
// for.
[[nodiscard]] inline std::vector<std::pair<std::string, double>> emulated_time(const Run& run) {
  std::vector<std::pair<std::string, double>> parts;
  if (!emulates(run)) return parts;
  const Json emulated = run.summary.value("emulated", Json());
  for (const auto* part : {"compute", "wait", "schedule", "network"}) {
    if (emulated.is_object() && emulated.contains(part) && emulated[part].is_number()) {
      parts.emplace_back(part, emulated[part].get<double>());
    }
  }
  return parts;
}

}  // namespace strads::report

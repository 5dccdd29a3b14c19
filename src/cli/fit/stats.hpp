// Where the time of a fit went: --stats.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/fit/fit_record.hpp"
#include "strads/span.hpp"

namespace strads::cli {

// What a model knows of the memory that its passes touch.
struct Traffic {
  double bytes = 0;  // of the data (and factors), as often as they were touched
  Index hits = 0;    // inner products of columns that were cached, of those asked for
  Index misses = 0;
};

// Nanoseconds of threads during the "solve" spans, by what they were spent on, in a fixed order; the last part is
// "wait": what `threads` threads had there and spent on nothing. They add up to threads times the length of those
// spans.
using Parts = std::vector<std::pair<std::string, std::int64_t>>;
[[nodiscard]] Parts parts_of_solve(const std::vector<SpanRecorder::Thread>& recorded, int threads);

void print_stats(const std::vector<SpanRecorder::Thread>& recorded, const FitRecord& record, const Activity& activity,
                 const Traffic& traffic);

}  // namespace strads::cli

#include "cli/fit/watch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/terminal/words.hpp"
#include "io/output/file.hpp"
#include "report/svg/timeline.hpp"

namespace strads::cli {
namespace {

constexpr Index most_spans = Index{1} << 18U;  // of a timeline: some 30 MB
constexpr Index least_spans = 1024;            // a thread, however many threads there are

}  // namespace

Watch::Watch(const CommonOptions& options, int threads) : options_(options) {
  if (!options.timeline && !options.stats) return;
  if (options.timeline) const io::AtomicFile probe(*options.timeline, options.force);
  const Index bound = options.timeline ? std::max(most_spans / (threads + 2), least_spans) : 0;
  recorder_.emplace(static_cast<std::size_t>(bound));
}

void Watch::finish(const FitRecord& record, const Activity& activity, const Traffic& traffic) const {
  if (!recorder_) return;
  const auto threads = recorder_->threads();
  if (options_.timeline) {
    io::AtomicFile file(*options_.timeline, options_.force);
    file.write(report::timeline("strads " + record.arguments.front(), threads));
    file.commit();
    if (!options_.quiet) fmt::print("timeline  {}\n", *options_.timeline);
  }
  if (options_.stats) print_stats(threads, record, activity, traffic);
}

}  // namespace strads::cli

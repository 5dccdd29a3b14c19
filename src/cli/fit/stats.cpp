#include "cli/fit/stats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "cli/terminal/words.hpp"

namespace strads::cli {
namespace {

// What the own time of spans counts as; of spans that are not here, under their own name.
struct Part {
  std::string_view name;
  std::array<std::string_view, 11> spans;
};
constexpr std::array<Part, 6> known_parts = {{
    {"schedule", {"schedule"}},
    {"Gram fills", {"gram"}},
    {"propose", {"propose"}},
    {"commit", {"commit", "commit fold", "commit judge", "commit apply", "sum split rows", "solve split rows"}},
    {"certificate",
     {"residual", "reference", "screen", "gradient", "certificate", "working set", "misfit", "penalties", "learn",
      "test"}},
    {"between", {"solve", "point", "sweep", "warm start", "rounds", "round"}},
}};

std::string part_of(std::string_view span) {
  for (const Part& part : known_parts) {
    if (std::find(part.spans.begin(), part.spans.end(), span) != part.spans.end()) return std::string(part.name);
  }
  return std::string(span);
}

double seconds(std::int64_t nanoseconds) { return 1e-9 * static_cast<double>(nanoseconds); }

// Of all spans of this name.
double length(const std::vector<SpanRecorder::Thread>& recorded, std::string_view span) {
  std::int64_t sum = 0;
  for (const auto& thread : recorded) {
    for (const auto& other : thread.sums) sum += other.name == span ? other.whole : 0;
  }
  return seconds(sum);
}

double share(double part, double whole) { return whole > 0 ? 100 * part / whole : 0.0; }

}  // namespace

Parts parts_of_solve(const std::vector<SpanRecorder::Thread>& recorded, int threads) {
  Parts parts;
  for (const Part& part : known_parts) parts.emplace_back(part.name, 0);
  std::int64_t all = 0;
  std::int64_t busy = 0;
  for (const auto& thread : recorded) {
    for (const auto& sum : thread.sums) {
      const std::string_view span = sum.name;
      if (span == "solve") all += threads * sum.whole;
      if (span == "read" || span == "write" || sum.kind == SpanKind::shared) continue;
      const std::string name = part_of(span);
      auto part = std::find_if(parts.begin(), parts.end(), [&](const auto& known) { return known.first == name; });
      if (part == parts.end()) part = parts.insert(part, {name, 0});
      part->second += sum.own;
      busy += sum.own;
    }
  }
  parts.emplace_back("wait", all - busy);
  return parts;
}

void print_stats(const std::vector<SpanRecorder::Thread>& recorded, const FitRecord& record, const Activity& activity,
                 const Traffic& traffic) {
  // The scheduler's thread, where it has one, is one more.
  const bool scheduler = std::any_of(recorded.begin(), recorded.end(),
                                     [](const auto& thread) { return thread.name == "strads-schedule"; });
  const int threads = record.threads + static_cast<int>(scheduler);
  const Parts parts = parts_of_solve(recorded, threads);
  const double all = seconds(std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                                             [](std::int64_t sum, const auto& part) { return sum + part.second; }));
  fmt::print("solve     {:.4f} s of {}{}\n", all, plural(record.threads, "thread"),
             scheduler ? " and the scheduler's" : "");
  for (const auto& [name, spent] : parts) {
    if (spent != 0) fmt::print("  {:<20}{:>10.4f} s {:>5.1f} %\n", name, seconds(spent), share(seconds(spent), all));
  }
  fmt::print("I/O       read {:.4f} s, write {:.4f} s\n", length(recorded, "read"), length(recorded, "write"));
  fmt::print("rounds    {}: {} drawn, {} kept, {} refused\n", count(activity.rounds), count(activity.drawn),
             count(activity.kept), count(activity.refused));
  const Index asked = traffic.hits + traffic.misses;
  if (asked > 0) {
    fmt::print("cache     {} of {} products of columns were there, {:.1f} %\n", count(traffic.hits), count(asked),
               share(static_cast<double>(traffic.hits), static_cast<double>(asked)));
  }
  fmt::print("moved     {}\n", bytes(traffic.bytes));
}

}  // namespace strads::cli

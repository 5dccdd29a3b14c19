#include "cli/linear/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "cli/fit/fit_record.hpp"
#include "cli/terminal/words.hpp"

namespace strads::cli {

void LassoObserver::checkpoint(const linear::Checkpoint& now) {
  trace_.add(now);
  last_ = now.seconds;
  points_ = now.points;
  if (first_gap_ == 0) first_gap_ = now.duality_gap;
  if (line_.due(now.seconds)) draw(now);
}

void LassoObserver::point(const linear::Point& done) {
  point_seconds_.push_back(done.seconds);
  point_start_ = last_;
  first_gap_ = 0;
  std::string held_out;
  if (validator_ != nullptr) {
    validator_->add(done);
    held_out = fmt::format("R2 {:6.3f}  ", validator_->found().points.back().explained);
  }
  if (!line_.prints_lines()) return;
  fmt::print(stderr, "lambda {:>{}} of {}  {:<11.5g} {:>7} nonzero  %Dev {:>5}  {}gap {:<7}  {} in {}  {}\n",
             point_seconds_.size(), std::to_string(points_).size(), points_, done.lambda, count(done.nonzero),
             percent(done.explained), held_out, gap_text(done.duality_gap), plural(done.rounds, "round"),
             duration(done.seconds), name(done.stop));
}

// Points done, and of the running one what its gap has come down on a log scale.
double LassoObserver::share(const linear::Checkpoint& now) const {
  double part = 0;
  if (first_gap_ > tol_ && now.duality_gap > tol_) {
    part = std::clamp(std::log(first_gap_ / now.duality_gap) / std::log(first_gap_ / tol_), 0.0, 1.0);
  }
  return (static_cast<double>(point_seconds_.size()) + part) / static_cast<double>(std::max<Index>(points_, 1));
}

// Later points cost more than early ones: the last few, and the one that runs, say what is to come.
double LassoObserver::seconds_left(const linear::Checkpoint& now) const {
  const double limit = time_limit_ - now.seconds;
  if (point_seconds_.empty()) return limit;
  const auto recent = std::min<std::size_t>(point_seconds_.size(), 5);
  double mean = 0;
  for (std::size_t k = point_seconds_.size() - recent; k < point_seconds_.size(); ++k) mean += point_seconds_[k];
  const double running = now.seconds - point_start_;
  mean = std::max(mean / static_cast<double>(recent), running);
  const auto points_left = static_cast<double>(points_) - static_cast<double>(point_seconds_.size());
  return std::max(std::min(points_left * mean - running, limit), 0.0);
}

void LassoObserver::draw(const linear::Checkpoint& now) {
  const double left = seconds_left(now);
  const double rate = now.seconds > 0 ? static_cast<double>(now.activity->rounds) / now.seconds : 0;
  const std::array<std::string, 5> fields = {fmt::format("lambda {} of {}", now.point + 1, now.points),
                                             "gap " + gap_text(now.duality_gap), count(now.nonzero) + " nonzero",
                                             std::isfinite(left) ? duration(left) + " left" : "",
                                             count(static_cast<Index>(rate)) + " rounds/s"};
  line_.draw(fields, share(now));
}

void show_fold(LiveLine& line, Index fold, Index folds, double seconds) {
  const std::array words = {fmt::format("fold {} of {}", fold + 1, folds)};
  if (line.prints_lines()) fmt::print(stderr, "{}\n", words[0]);
  if (line.due(seconds)) line.draw(words, static_cast<double>(fold) / static_cast<double>(folds));
}

}  // namespace strads::cli

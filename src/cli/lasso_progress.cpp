#include "cli/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "cli/words.hpp"

namespace strads::cli {
namespace {

constexpr double redraw_seconds = 0.1;
constexpr std::size_t bar_width = 24;
constexpr std::size_t narrowest_bar = 6;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets the environment
  return value == nullptr ? "" : value;
}

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

bool shows_unicode() {
  for (const auto* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = environment(name);
    if (value.empty()) continue;
    return value.find("UTF-8") != std::string_view::npos || value.find("utf8") != std::string_view::npos;
  }
  return false;
}

std::string bar(double share, std::size_t width) {
  static const bool unicode = shows_unicode();
  const auto full = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string text;
  for (std::size_t k = 0; k < width; ++k) {
    if (unicode) {
      text += k < full ? "\u2501" : "\u2500";
    } else {
      text += k < full ? '#' : '.';
    }
  }
  return text;
}

}  // namespace

Chatter choose_chatter(bool quiet, bool verbose) {
  if (quiet) return Chatter::none;
  if (verbose) return Chatter::lines;
  return ::isatty(STDERR_FILENO) != 0 && environment("TERM") != "dumb" ? Chatter::bar : Chatter::none;
}

void FitObserver::reading(std::string_view file) {
  if (chatter_ == Chatter::bar) show(one_line(fmt::format("reading {}", file)).substr(0, terminal_width() - 1));
}

void FitObserver::checkpoint(const lasso::Checkpoint& now) {
  const Activity& activity = *now.activity;
  trace_.push_back({now.seconds, activity.emulated_seconds, activity.rounds, activity.updates, now.lambda,
                    now.objective, now.duality_gap, now.nonzero, activity.kept, activity.refused,
                    activity.rounds == 0 ? 0 : activity.imbalance / static_cast<double>(activity.rounds)});
  steps_ = now.steps;
  if (first_gap_ == 0) first_gap_ = now.duality_gap;
  if (chatter_ == Chatter::bar && (last_drawn_ < 0 || now.seconds - last_drawn_ >= redraw_seconds)) draw(now);
}

void FitObserver::step(const lasso::Step& done) {
  step_seconds_.push_back(done.seconds);
  if (!trace_.empty()) step_start_ = trace_.back().seconds;
  first_gap_ = 0;
  if (chatter_ != Chatter::lines) return;
  fmt::print(stderr, "lambda {:>{}} of {}  {:<11.5g} {:>7} nonzero  gap {:.1e}  {} in {}  {}\n", step_seconds_.size(),
             std::to_string(steps_).size(), steps_, done.lambda, count(done.nonzero), done.duality_gap,
             plural(done.rounds, "round"), duration(done.seconds), name(done.stop));
}

// Steps done, and of the running one what its gap has come down on a log scale.
double FitObserver::share(const lasso::Checkpoint& now) const {
  double part = 0;
  if (first_gap_ > tol_ && now.duality_gap > tol_) {
    part = std::clamp(std::log(first_gap_ / now.duality_gap) / std::log(first_gap_ / tol_), 0.0, 1.0);
  }
  return (static_cast<double>(step_seconds_.size()) + part) / static_cast<double>(std::max<Index>(steps_, 1));
}

// Later steps cost more than early ones: the last few, and the one that runs, say what is to come.
double FitObserver::seconds_left(const lasso::Checkpoint& now) const {
  const double limit = time_limit_ - now.seconds;
  if (step_seconds_.empty()) return limit;
  const auto recent = std::min<std::size_t>(step_seconds_.size(), 5);
  double mean = 0;
  for (std::size_t k = step_seconds_.size() - recent; k < step_seconds_.size(); ++k) mean += step_seconds_[k];
  const double running = now.seconds - step_start_;
  mean = std::max(mean / static_cast<double>(recent), running);
  const auto steps_left = static_cast<double>(steps_) - static_cast<double>(step_seconds_.size());
  return std::max(std::min(steps_left * mean - running, limit), 0.0);
}

// As many fields, in the order of their worth, as the terminal is wide; the bar takes what is left.
void FitObserver::draw(const lasso::Checkpoint& now) {
  last_drawn_ = now.seconds;
  const double left = seconds_left(now);
  const double rate = now.seconds > 0 ? static_cast<double>(now.activity->rounds) / now.seconds : 0;
  const std::array<std::string, 5> fields = {
      fmt::format("lambda {} of {}", now.step + 1, now.steps), fmt::format("gap {:.1e}", now.duality_gap),
      count(now.nonzero) + " nonzero", std::isfinite(left) ? duration(left) + " left" : "",
      count(static_cast<Index>(rate)) + " rounds/s"};
  const std::size_t width = terminal_width() - 1;
  std::string text;
  for (const auto& field : fields) {
    if (!field.empty() && text.size() + 2 + field.size() <= width) text += "  " + field;
  }
  const std::size_t room = std::min(width - text.size(), bar_width);
  show(room < narrowest_bar && !text.empty() ? text.substr(2) : bar(share(now), room) + text);
}

void FitObserver::show(const std::string& line) {
  fmt::print(stderr, "\r\x1b[2K{}", line);
  (void)std::fflush(stderr);
  on_screen_ = true;
}

void FitObserver::clear() {
  if (!on_screen_) return;
  fmt::print(stderr, "\r\x1b[2K");
  (void)std::fflush(stderr);
  on_screen_ = false;
}

}  // namespace strads::cli

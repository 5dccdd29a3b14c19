#include "cli/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "cli/words.hpp"

namespace strads::cli {
namespace {

constexpr double redraw_seconds = 0.1;

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bar(double share, std::size_t width) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string text;
  for (std::size_t k = 0; k < width; ++k) text += k < full ? "\u2501" : "\u2500";
  return text;
}

}  // namespace

Chatter choose_chatter(bool quiet, bool verbose) {
  if (quiet) return Chatter::none;
  if (verbose) return Chatter::lines;
  return ::isatty(STDERR_FILENO) != 0 ? Chatter::bar : Chatter::none;
}

void FitObserver::checkpoint(const lasso::Checkpoint& now) {
  const Activity& activity = *now.activity;
  trace_.push_back({now.seconds, activity.emulated_seconds, activity.rounds, activity.updates, now.lambda,
                    now.objective, now.duality_gap, now.nonzero, activity.kept, activity.refused,
                    activity.rounds == 0 ? 0 : activity.imbalance / static_cast<double>(activity.rounds)});
  steps_ = now.steps;
  if (chatter_ == Chatter::bar && (last_drawn_ < 0 || now.seconds - last_drawn_ >= redraw_seconds)) draw(now);
}

void FitObserver::step(const lasso::Step& done) {
  ++steps_done_;
  if (chatter_ != Chatter::lines) return;
  fmt::print(stderr, "lambda {:>{}} of {}  {:<11.5g} {:>7} nonzero  gap {:.1e}  {} in {}  {}\n", steps_done_,
             std::to_string(steps_).size(), steps_, done.lambda, count(done.nonzero), done.duality_gap,
             plural(done.rounds, "round"), duration(done.seconds), name(done.stop));
}

void FitObserver::draw(const lasso::Checkpoint& now) {
  last_drawn_ = now.seconds;
  const double share = static_cast<double>(steps_done_) / static_cast<double>(std::max<Index>(steps_, 1));
  const std::string rate =
      now.seconds > 0 ? fmt::format("{:.0f} rounds/s", static_cast<double>(now.activity->rounds) / now.seconds) : "";
  const std::string left = steps_done_ > 0 ? fmt::format("  {} left", duration(now.seconds * (1 - share) / share)) : "";
  std::string text = fmt::format(" lambda {} of {}  gap {:.1e}  {} nonzero  {}{}", now.step + 1, now.steps,
                                 now.duality_gap, count(now.nonzero), rate, left);
  const std::size_t width = terminal_width() - 1;
  if (text.size() > width) text.resize(width);
  const std::size_t room = width - text.size();
  fmt::print(stderr, "\r\x1b[2K{}{}", bar(share, std::min<std::size_t>(room, 24)), text);
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

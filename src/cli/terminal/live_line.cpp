#include "cli/terminal/live_line.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "cli/terminal/words.hpp"
#include "core/one_line.hpp"

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

void LiveLine::reading(std::string_view file) {
  if (chatter_ == Chatter::bar) show(one_line(fmt::format("reading {}", file)).substr(0, terminal_width() - 1));
}

bool LiveLine::due(double seconds) {
  if (chatter_ != Chatter::bar || (last_drawn_ >= 0 && seconds - last_drawn_ < redraw_seconds)) return false;
  last_drawn_ = seconds;
  return true;
}

void LiveLine::draw(std::span<const std::string> fields, double share) {
  const std::size_t width = terminal_width() - 1;
  std::string text;
  for (const auto& field : fields) {
    if (!field.empty() && text.size() + 2 + field.size() <= width) text += "  " + field;
  }
  const std::size_t room = std::min(width - text.size(), bar_width);
  show(room < narrowest_bar && !text.empty() ? text.substr(2) : bar(share, room) + text);
}

void LiveLine::show(const std::string& line) {
  fmt::print(stderr, "\r\x1b[2K{}", line);
  (void)std::fflush(stderr);
  on_screen_ = true;
}

void LiveLine::clear() {
  if (!on_screen_) return;
  fmt::print(stderr, "\r\x1b[2K");
  (void)std::fflush(stderr);
  on_screen_ = false;
}

}  // namespace strads::cli

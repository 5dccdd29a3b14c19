// What a fit shows while it runs: one line on a terminal's stderr that is drawn again and again.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace strads::cli {

enum class Chatter {
  none,
  bar,    // one live line, on a terminal
  lines,  // a line a point or a sweep
};

// How much to show: nothing when quiet, lines when verbose, else a bar if stderr is a terminal that can rewrite a line.
[[nodiscard]] Chatter choose_chatter(bool quiet, bool verbose);

class LiveLine {
 public:
  explicit LiveLine(Chatter chatter) : chatter_(chatter) {}
  ~LiveLine() { clear(); }
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;

  [[nodiscard]] bool prints_lines() const { return chatter_ == Chatter::lines; }
  void reading(std::string_view file);  // until the first `draw`
  // True when a line should be drawn now, `seconds` into the fit; then one is.
  [[nodiscard]] bool due(double seconds);
  // As many fields, in the order of their worth, as the terminal is wide; a bar of `share` in [0, 1] takes what is
  // left.
  void draw(std::span<const std::string> fields, double share);
  // Takes the line off the terminal.
  void clear();

 private:
  void show(const std::string& line);

  Chatter chatter_;
  double last_drawn_ = -1;
  bool on_screen_ = false;
};

}  // namespace strads::cli

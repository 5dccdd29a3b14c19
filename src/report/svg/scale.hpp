// From data to pixels on one axis, with ticks at round numbers.
#pragma once

#include <cmath>
#include <string>
#include <vector>

namespace strads::report {

struct Tick {
  double value = 0;
  std::string label;
};

// Where on a log axis stands what is not above 0.
enum class Nought {
  nowhere,
  start,    // at the axis's start
  outside,  // an axis's length before its start, so that lines lead out
  apart,    // near the start, with a tick, and the axis begins a little later
};

struct Axis {
  std::string label;
  bool log = false;
  bool reverse = false;  // large values first
  bool whole = false;    // no ticks between whole numbers
  Nought nought = Nought::nowhere;

  [[nodiscard]] bool places(double value) const {
    return std::isfinite(value) && (!log || value > 0 || nought != Nought::nowhere);
  }
};

class Scale {
 public:
  // Maps [low, high] to [start, end] pixels (end may be less than start). An empty range is widened. On a linear axis
  // the range is widened to the next round numbers with `round_out`.
  Scale(const Axis& axis, double low, double high, double start, double end, bool round_out);

  // In pixels; what lies far outside, at a place as far as drawings reach.
  [[nodiscard]] double operator()(double value) const;
  [[nodiscard]] const std::vector<Tick>& ticks() const { return ticks_; }

 private:
  [[nodiscard]] double position(double value) const;

  bool log_;
  double low_;  // log10 on a log axis
  double high_;
  double start_;
  double end_;
  double nought_;  // where what is not above 0 stands
  std::vector<Tick> ticks_;
};

// A number for a person: 4 significant digits, thousands apart, powers of ten as 10 with an exponent.
[[nodiscard]] std::string short_number(double value);

}  // namespace strads::report

// When rounds have done what they can and a certificate is due. An epoch is the rounds between two certificates; a
// sweep is as many updates as there are variables awake.
#pragma once

#include <algorithm>

#include "strads/index.hpp"

namespace strads::linear {

class Epoch {
 public:
  // `enough` is a decrease of the objective that is not worth another sweep.
  void begin(Index awake, double enough) { *this = Epoch(awake, enough); }

  // `solved`: this round took everything awake to its optimum; another would find nothing to do.
  void record(Index updates, double decrease, bool solved) {
    over_ = over_ || solved;
    updates_ += updates;
    decrease_ += decrease;
    if (updates_ < awake_) return;
    if (sweeps_++ == 0) first_decrease_ = decrease_;
    over_ = over_ || sweeps_ >= most_sweeps || decrease_ <= std::max(enough_, slowdown * first_decrease_);
    updates_ = 0;
    decrease_ = 0;
  }
  void end() { over_ = true; }

  [[nodiscard]] bool over() const { return over_; }
  [[nodiscard]] Index awake() const { return awake_; }

  Epoch() = default;

 private:
  static constexpr int most_sweeps = 10;   // a certificate costs about one: a tenth of the work
  static constexpr double slowdown = 0.1;  // a sweep that gains less than this share of the first
  Epoch(Index awake, double enough) : awake_(awake), enough_(enough) {}

  Index awake_ = 0;
  double enough_ = 0;
  Index updates_ = 0;
  double decrease_ = 0;
  double first_decrease_ = 0;
  int sweeps_ = 0;
  bool over_ = false;
};

}  // namespace strads::linear

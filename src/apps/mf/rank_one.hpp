// CCD++ (Yu, Hsieh, Si, Dhillon 2012): one coordinate of every user, then of every item, then the next coordinate. The
// biases come first, as a coordinate whose other side is 1.
//
// Residuals a - prediction are kept in both orientations. An orientation learns of the other side's last step when it
// is visited next, in the same pass over the row that computes its own; so each visit reads and writes a row's
// residuals once. Full sweeps only: a row that is left out would miss steps.
//
// Where the penalty is learned, a coordinate's variance is updated with it (row_solver.hpp says how).
//
// Memory: 8 bytes a rating and a copy of the factors by coordinates.
#pragma once

#include <vector>

#include "apps/mf/state/state.hpp"
#include "strads/engine.hpp"

namespace strads::mf {

class RankOne {
 public:
  RankOne(const Settings& settings, State& state);

  // Rounds of a sweep: users and items for each coordinate.
  [[nodiscard]] Index coordinates() const { return coordinates_; }

  // Takes the factors from the state, residuals anew (so that rounding does not pile up).
  void begin_sweep(Engine& engine);
  void update(Phase phase, std::span<const Index> rows, std::span<double> steps);
  // Multiply-adds of one row's update: five numbers a rating.
  [[nodiscard]] static double operations(Index ratings) { return 5.0 * static_cast<double>(ratings) + 1; }
  // The phase is over: the other side's turn, with the next coordinate after the items.
  void advance();
  // Puts the factors back.
  void end_sweep(Engine& engine);

 private:
  struct Orientation {
    std::vector<float> residuals;
    std::vector<std::vector<float>> columns;    // of each coordinate; the bias first when it is on
    std::vector<std::vector<float>> variances;  // likewise; none for fixed penalties
    std::vector<float> changes;                 // of the last coordinate taken, not yet known to the other side
  };

  [[nodiscard]] Orientation& of(Phase phase) { return phase == Phase::users ? users_ : items_; }
  void take(Phase phase, Engine& engine);
  void copy_row(const Factors& from, Orientation& to, Index row) const;
  void write_row(const Orientation& from, Index row, Factors& to) const;
  void put_back(Phase phase, Engine& engine);
  double update(const Side& side, Orientation& own, const Orientation& other, Index pending, Index row);

  State& state_;
  bool bias_;
  bool non_negative_;
  Index coordinates_;
  Index coordinate_ = 0;
  Phase phase_ = Phase::users;
  Orientation users_;
  Orientation items_;
};

}  // namespace strads::mf

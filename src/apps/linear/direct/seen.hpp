// What a fit sees: the response and the columns as given, centred and scaled, or the triangular factor that stands for
// both (direct/triangle.hpp).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "apps/linear/direct/triangle.hpp"
#include "apps/linear/state/response.hpp"
#include "apps/linear/state/standardized.hpp"
#include "apps/linear/state/unpenalized_cone.hpp"

namespace strads::linear {

class Seen {
 public:
  // `triangular`: on the triangular factor, if there is one.
  Seen(const AnyMatrix& X, std::span<const double> y, const Settings& settings, Engine& engine, bool triangular);
  Seen(const Seen&) = delete;
  Seen& operator=(const Seen&) = delete;

  // What is fitted on.
  [[nodiscard]] Standardized& design() { return reduced_ ? *reduced_ : given_; }
  [[nodiscard]] const Standardized& design() const { return reduced_ ? *reduced_ : given_; }
  [[nodiscard]] std::span<const double> response() const { return triangle_ ? triangle_->y() : y_.values; }
  // The unpenalized columns that may not fall below zero. Those that it alone moves cannot enter from here on.
  [[nodiscard]] UnpenalizedCone cone(Engine& engine);

  [[nodiscard]] const Standardized& given() const { return given_; }
  [[nodiscard]] const Response& given_response() const { return y_; }

  // What of the relative gap at these scaled coefficients may be rounding of the triangle; 0 where there is none.
  [[nodiscard]] double rounding(std::span<const Index> variables, std::span<const double> u,
                                const Penalty& penalty) const;
  // Fills the point's coefficients, on the scale of X, from scaled ones of penalized columns.
  void fill(Point& point, Coefficients penalized) const;

 private:
  const Settings& settings_;
  Response y_;
  Standardized given_;
  std::optional<Triangle> triangle_;
  std::optional<Standardized> reduced_;
};

}  // namespace strads::linear

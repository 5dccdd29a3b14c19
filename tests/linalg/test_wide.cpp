// Vectors in registers against loops over their lanes, whatever a register holds here.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "linalg/bfloat_lanes.hpp"
#include "linalg/lanes.hpp"
#include "strads/random.hpp"

using namespace strads;

TEST_CASE_TEMPLATE("arithmetic, comparison and sums are by lane", T, float, double) {
  using Vector = Wide<T>;
  Random random(3);
  T a[Vector::lanes];
  T b[Vector::lanes];
  for (int round = 0; round < 20; ++round) {
    T total = 0;
    for (Index l = 0; l < Vector::lanes; ++l) {
      a[l] = static_cast<T>(random.normal());
      b[l] = static_cast<T>(random.normal());
      total += a[l];
    }
    Vector x;
    Vector y;
    load(a, x);
    load(b, y);
    CHECK(sum(x) == doctest::Approx(total).epsilon(1e-5).scale(1));
    const Vector twice = T{2} * x;
    const Vector mixed = (x + y) * (x - y) / y;
    const Vector chosen = where_above(x, y, twice);
    for (Index l = 0; l < Vector::lanes; ++l) {
      CHECK(twice[l] == 2 * a[l]);
      CHECK(mixed[l] == doctest::Approx((a[l] + b[l]) * (a[l] - b[l]) / b[l]).epsilon(1e-5));
      CHECK(chosen[l] == (a[l] > b[l] ? 2 * a[l] : T{0}));
    }
    x.set(round % Vector::lanes, T{7});
    store(x, a);
    CHECK(a[round % Vector::lanes] == 7);
    CHECK(Vector::all(T{3})[round % Vector::lanes] == 3);
  }
}

TEST_CASE("a bfloat is the nearest of its neighbours, ties to even") {
  Random random(5);
  float values[float_lane_count];
  Bfloat rounded[float_lane_count];
  for (int round = 0; round < 200; ++round) {
    for (float& value : values) value = static_cast<float>(random.normal() * std::exp(20 * random.normal()));
    FloatLanes all;
    load(values, all);
    store(all, rounded);
    load(rounded, all);
    for (Index l = 0; l < float_lane_count; ++l) {
      CHECK(all[l] == to_float(rounded[l]));
      const float below = to_float({static_cast<std::uint16_t>(rounded[l].bits - 1)});
      const float above = to_float({static_cast<std::uint16_t>(rounded[l].bits + 1)});
      CHECK(std::abs(all[l] - values[l]) <= std::abs(below - values[l]));
      CHECK(std::abs(all[l] - values[l]) <= std::abs(above - values[l]));
    }
  }
  CHECK(to_bfloat(0.0F).bits == 0);
  CHECK(to_float(to_bfloat(1.0F)) == 1.0F);
  CHECK(to_bfloat(1.00390625F).bits == to_bfloat(1.0F).bits);      // half way: to even
  CHECK(to_bfloat(1.01171875F).bits == to_bfloat(1.0F).bits + 2);  // half way: to even
  CHECK(std::isinf(to_float(to_bfloat(std::numeric_limits<float>::infinity()))));
}

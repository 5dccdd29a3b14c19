// The kernels of exact sweeps against their definitions.
#include <vector>

#include "apps/mf/row/outer_products.hpp"
#include "apps/mf/row/transpose.hpp"
#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

TEST_CASE("sixteen rows of sixteen floats are turned") {
  FloatLanes m[float_lane_count];
  for (Index k = 0; k < float_lane_count; ++k) {
    for (Index l = 0; l < float_lane_count; ++l) m[k].set(l, static_cast<float>(100 * k + l));
  }
  transpose(m);
  for (Index k = 0; k < float_lane_count; ++k) {
    for (Index l = 0; l < float_lane_count; ++l) CHECK(m[k][l] == static_cast<float>(100 * l + k));
  }
}

TEST_CASE("outer products add up, at every number of coordinates") {
  Random random(11);
  for (Index live = 1; live <= 100; ++live) {
    const Index tiles = (live + float_lane_count - 1) / float_lane_count;
    const Index stride = tiles * float_lane_count;
    const Index size = 1 + live % 7;
    std::vector<float> panel(static_cast<std::size_t>(size * stride), 0.0F);
    for (Index j = 0; j < size; ++j) {
      for (Index k = 0; k < live; ++k) panel[j * stride + k] = static_cast<float>(random.normal());
    }
    std::vector<float> gram(static_cast<std::size_t>(tile_at(tiles, 0)), 1.0F);
    int pauses = 0;
    add_outer_products(panel.data(), stride, size, live, gram.data(), [&] { ++pauses; });
    CHECK(pauses > 0);
    for (Index i = 0; i < live; ++i) {
      for (Index k = 0; k <= i; ++k) {
        double right = 1;
        for (Index j = 0; j < size; ++j) right += static_cast<double>(panel[j * stride + i]) * panel[j * stride + k];
        const Index at = tile_at(i / float_lane_count, k / float_lane_count) +
                         float_lane_count * (i % float_lane_count) + k % float_lane_count;
        CAPTURE(live);
        CHECK(gram[at] == doctest::Approx(right).epsilon(1e-5).scale(1));
      }
    }
  }
}

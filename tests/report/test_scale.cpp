// Axes of the SVG files, and numbers on them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "report/escape.hpp"
#include "report/svg/scale.hpp"

using namespace strads::report;

TEST_CASE("axes: ticks ascend inside the range, and pixels follow values") {
  for (const bool log : {false, true}) {
    for (const double low : {1e-12, 0.003, 1.0, 40.0}) {
      for (const double factor : {1.0, 1.01, 3.0, 50.0, 1e9}) {
        const Scale scale(Axis{.label = "", .log = log}, low, low * factor, 100, 500, false);
        CAPTURE(low);
        CAPTURE(factor);
        REQUIRE(scale.ticks().size() >= 1);
        CHECK(scale.ticks().size() <= 14);
        double last = 100 - 1e-6;
        for (const auto& tick : scale.ticks()) {
          CHECK(scale(tick.value) >= last);
          CHECK(scale(tick.value) <= 500 + 1e-6);
          last = scale(tick.value);
        }
        if (factor > 1) CHECK(scale(low) == doctest::Approx(100));
      }
    }
  }
  const Scale whole(Axis{.label = "", .whole = true}, 0, 2, 0, 10, false);
  CHECK(whole.ticks().size() == 3);
  const auto nought = [](Nought where) {
    return Scale(Axis{.label = "", .log = true, .nought = where}, 1, 10, 300, 0, false);
  };
  CHECK(nought(Nought::start)(0) == 300);
  CHECK(nought(Nought::outside)(0) == 600);
  const Scale apart = nought(Nought::apart);
  CHECK(apart(0) < 300);
  CHECK(apart(0) > apart(1) + 5);  // between the axis and the least that is above 0
  CHECK(apart(10) == doctest::Approx(0));
  CHECK(apart.ticks().front().label == "0");
}

TEST_CASE("numbers for a person") {
  CHECK(short_number(0) == "0");
  CHECK(short_number(1234567) == "1\u2009234\u2009567");
  CHECK(short_number(-0.5) == "\u22120.5");
  CHECK(short_number(1e-7) == "10\u207b\u2077");
  CHECK(short_number(2.5e9) == "2.5\u00b710\u2079");
  CHECK(escape("<a href='x'>\t\"&") == "&lt;a href=&#39;x&#39;&gt; &quot;&amp;");
}

// Which settings the scheduler and the engine refuse.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "strads/error.hpp"
#include "strads/scheduler.hpp"

using namespace strads;

namespace {

template <class T>
std::string complaint(T SchedulerSettings::*member, T value) {
  SchedulerSettings settings;
  settings.*member = value;
  try {
    check(settings);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK_THROWS_AS(Scheduler(3, settings, [](Index) { return 1.0; }), Error);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("settings that make no sense are refused by the name of their option") {
  using S = SchedulerSettings;
  const double nan = std::nan("");
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(complaint(&S::workers, Index{0}) == "`workers` must be at least 1, not 0");
  CHECK(complaint(&S::candidates, Index{-3}) == "`candidates` must be at least 1 (or 0 to choose), not -3");
  CHECK(complaint(&S::pair_limit, 0.0) == "`pair_limit` must be above 0, not 0");
  CHECK(complaint(&S::pair_limit, nan) == "`pair_limit` must be above 0, not nan");
  CHECK(complaint(&S::sum_limit, -0.5) == "`sum_limit` must be at least 0, not -0.5");
  CHECK(complaint(&S::sum_limit, nan) == "`sum_limit` must be at least 0, not nan");
  CHECK(complaint(&S::eta, -1.0) == "`eta` must be a number that is at least 0, not -1");
  CHECK(complaint(&S::eta, inf) == "`eta` must be a number that is at least 0, not inf");
  CHECK(complaint(&S::shards, 0) == "`shards` must be at least 1, not 0");
  CHECK(complaint(&S::block_floor, Index{0}) == "`block_floor` must be at least 1, not 0");
  CHECK(complaint(&S::block_cap, Index{-1}) == "`block_cap` must be at least 1, not -1");
}

TEST_CASE("the limits of what makes sense are allowed") {
  using S = SchedulerSettings;
  CHECK(complaint(&S::workers, Index{1}).empty());
  CHECK(complaint(&S::sum_limit, 0.0).empty());
  CHECK(complaint(&S::sum_limit, std::numeric_limits<double>::infinity()).empty());
  CHECK(complaint(&S::eta, 0.0).empty());
  CHECK(complaint(&S::shards, 1000).empty());
  CHECK(complaint(&S::block_cap, std::numeric_limits<Index>::max()).empty());
}

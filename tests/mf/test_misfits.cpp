// What a row's update says of its errors, against the errors themselves: noise and priors are learned from it.
#include <doctest/doctest.h>

#include "apps/mf/row/row_solver.hpp"
#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

// One user with more than two chunks of ratings among light ones.
TEST_CASE("misfits are the squared errors of a row's ratings, in one chunk or several, whole or split") {
  Random random(19);
  const std::int32_t items = 9000;
  std::vector<Rating> list;
  for (std::int32_t i = 0; i < items; ++i) list.push_back({0, i, static_cast<float>(3 + random.normal())});
  for (int k = 0; k < 30; ++k) {
    list.push_back({1, static_cast<std::int32_t>(random.below(items)), static_cast<float>(3 + random.normal())});
  }
  const Ratings ratings(2, items, list);
  Settings settings;
  settings.reg = 0.5;
  settings.solver = Solver::als;
  settings.rank = 5;
  State whole(ratings, settings);
  for (Index i = 0; i < items; ++i) {
    for (Index k = 0; k < 5; ++k) whole.model.items.row(i)[k] = static_cast<float>(0.3 * random.normal());
    whole.model.items.bias(i) = static_cast<float>(0.2 * random.normal());
  }
  State split = whole;
  const RowSolver solver(settings, whole.model.mean);
  std::vector<double> steps(2);
  solver.update(whole.side(Phase::users), std::vector<Index>{0, 1}, steps);
  for (Index user = 0; user < 2; ++user) {
    const Side side = split.side(Phase::users);
    std::vector<NormalEquations> sums;
    for (Index c = 0; c < RowSolver::chunks(side, user); ++c) sums.push_back(solver.sums(side, user, c, 0));
    (void)solver.solve(side, user, sums, 0);
  }
  const RatingRows& rows = ratings.by_user();
  for (Index user = 0; user < 2; ++user) {
    double squares = 0;
    for (Index k = rows.starts[user]; k < rows.starts[user + 1]; ++k) {
      const Index item = rows.others[k];
      const auto& [users, its] = std::tie(whole.model.users, whole.model.items);
      double error = rows.values[k] - whole.model.mean - users.bias(user) - its.bias(item);
      for (Index c = 0; c < 5; ++c) error -= static_cast<double>(users.row(user)[c]) * its.row(item)[c];
      squares += error * error;
    }
    CHECK(whole.user_misfits[static_cast<std::size_t>(user)].squares == doctest::Approx(squares).epsilon(1e-4));
    CHECK(split.user_misfits[static_cast<std::size_t>(user)].squares == doctest::Approx(squares).epsilon(1e-4));
  }
}

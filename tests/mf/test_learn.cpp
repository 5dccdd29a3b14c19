// Learned penalties: the free energy by its definition, descent, and whether what was planted is found.
#include <numbers>

#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

namespace {

Settings learned(Solver solver, Index rank, bool bias = true) {
  Settings settings;
  settings.solver = solver;
  settings.rank = rank;
  settings.bias = bias;
  settings.engine.threads = 2;
  return settings;
}

// Over rows with ratings, of numbers with a common prior at its optimum: the mean of mean^2 + variance.
struct Numbers {
  double squares = 0;
  double logarithms = 0;
  double count = 0;

  void add(double mean, double variance) {
    squares += mean * mean + variance;
    logarithms += std::log(variance);
    count += 1;
  }
  [[nodiscard]] double divergence() const {
    return count == 0 ? 0 : 0.5 * (count * std::log(squares / count) - logarithms);
  }
};

double divergence(const Factors& factors, const RatingRows& rows, bool bias) {
  double total = 0;
  for (Index k = 0; k <= factors.rank(); ++k) {
    Numbers of;
    for (Index r = 0; r < factors.rows(); ++r) {
      if (rows.size(r) == 0) continue;
      if (k < factors.rank()) {
        of.add(factors.row(r)[k], to_float(factors.variances(r)[k]));
      } else if (bias) {
        of.add(factors.bias(r), factors.bias_variance(r));
      }
    }
    total += of.divergence();
  }
  return total;
}

// E[squared errors] under independent normal distributions.
double expected_squares(const Factorization& model, const Ratings& ratings, bool bias) {
  double total = 0;
  const RatingRows& rows = ratings.by_user();
  for (Index u = 0; u < rows.rows(); ++u) {
    for (Index at = rows.starts[u]; at < rows.starts[u + 1]; ++at) {
      const Index i = rows.others[at];
      const double error = rows.values[at] - model.predict(u, i);
      total += error * error;
      for (Index k = 0; k < model.users.rank(); ++k) {
        const double w = model.users.row(u)[k];
        const double h = model.items.row(i)[k];
        const double v = to_float(model.items.variances(i)[k]);
        total += w * w * v + to_float(model.users.variances(u)[k]) * (h * h + v);
      }
      if (bias) total += static_cast<double>(model.users.bias_variance(u)) + model.items.bias_variance(i);
    }
  }
  return total;
}

}  // namespace

TEST_CASE("the objective is the free energy by its definition, and falls") {
  const auto data = problems::planted(21, 150, 110, 3, 0.3, 0.5);
  const Ratings ratings = problems::stored(data);
  const auto n = static_cast<double>(ratings.count());
  for (const Solver solver : {Solver::als, Solver::cg, Solver::block, Solver::ccd, Solver::ccdpp}) {
    for (const bool bias : {false, true}) {
      // Without biases and with more factors than one, mean and biases may have taken the place of two.
      Settings settings = learned(solver, bias ? 6 : 1, bias);
      settings.tol = 0;
      settings.max_sweeps = 10;
      problems::Record record;
      const Result result = fit(ratings, {}, {}, settings, record);
      CAPTURE(static_cast<int>(solver));
      REQUIRE(result.noise);
      const double noise = *result.noise * *result.noise;
      const double squares = expected_squares(result.model, ratings, bias);
      CHECK(noise == doctest::Approx(squares / n).epsilon(1e-4));
      const double right = n / 2 * std::log(2 * std::numbers::pi * noise) + squares / (2 * noise) +
                           divergence(result.model.users, ratings.by_user(), bias) +
                           divergence(result.model.items, ratings.by_item(), bias);
      CHECK(result.kept.objective == doctest::Approx(right).epsilon(1e-4));
      CHECK(record.all.back().objective < record.all.front().objective);
      for (std::size_t k = 3; k < record.all.size(); ++k) {  // a turn may cost once
        CHECK(record.all[k].objective <= record.all[k - 1].objective + 1e-4 * n);
      }
    }
  }
}

TEST_CASE("planted noise is found at another rank, and unseen pairs are met better than with a fixed penalty") {
  for (const double noise : {0.3, 0.6}) {
    const auto data = problems::planted(22, 260, 200, 3, 0.4, noise);
    const Split parts = split(data.ratings, 0.1, 3);
    const Ratings train(data.users, data.items, parts.train);
    problems::Silent silent;
    Settings settings = learned(Solver::als, 16);
    settings.tol = 1e-4;
    const Result result = fit(train, {}, parts.validation, settings, silent);
    CAPTURE(noise);
    CHECK(*result.noise == doctest::Approx(noise).epsilon(0.06));
    for (const double reg : {0.1, 1.0, 10.0}) {
      settings.reg = reg;
      CHECK(*result.kept.test_rmse < *fit(train, {}, parts.validation, settings, silent).kept.test_rmse);
    }
  }
}

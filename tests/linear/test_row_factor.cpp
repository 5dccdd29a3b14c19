// Normal equations on systems of rows, against dense elimination while members come and go.
#include <numeric>

#include "apps/linear/block/row_factor.hpp"
#include "linear/problems.hpp"

using namespace strads;

TEST_CASE("a row factor solves the normal equations of its members, whoever comes and goes") {
  for (std::uint64_t number = 0; number < 10; ++number) {
    Random random(number, 2);
    const Index n = 6 + random.below(20);
    const Index p = 60;
    const auto data = problems::random(number, n, p, 1.0, 0.3);
    Engine engine({});
    const AnyMatrix X = data.dense();
    std::vector<double> factors(static_cast<std::size_t>(p), 1.0);
    factors[4] = 0;  // what it explains is off every other column
    const linear::Standardized design(X, true, true, engine, factors);
    const std::vector<double> y(static_cast<std::size_t>(n), 0.0);
    linear::Penalty penalty;
    penalty.alpha = 0.3;
    for (Index j = 0; j < p; ++j) penalty.factors.push_back(0.3 + random.uniform());
    linear::RowFactor factor(design);
    std::vector<Index> members;
    for (int change = 0; change < 12; ++change) {
      if (change % 3 == 0) {
        penalty.lambda = 0.02 + random.uniform();
        members.clear();
        for (Index j = 0; j < p; ++j) {
          if (j != 4 && random.uniform() < 0.6) members.push_back(j);
        }
        factor.follow(members, penalty);
      } else {
        const Index place = random.below(static_cast<Index>(members.size()));
        members.erase(members.begin() + place);
        factor.remove({&place, 1});
      }
      REQUIRE(factor.size() == static_cast<Index>(members.size()));
      const Index m = factor.size();
      Eigen::MatrixXd Z(n, m);
      Eigen::VectorXd V(m);
      for (Index k = 0; k < m; ++k) {
        std::vector<double> column = design.column(members[k]);
        design.unpenalized().project(column);
        Z.col(k) = Eigen::Map<const Eigen::VectorXd>(column.data(), n) / std::sqrt(static_cast<double>(n));
        V[k] = penalty.factors[static_cast<std::size_t>(members[k])];
      }
      const double rho = penalty.ridge_of(1.0);
      Eigen::VectorXd b(m);
      for (double& value : b) value = random.normal();
      Eigen::MatrixXd A = Z.transpose() * Z;
      A.diagonal() += rho * V;
      const Eigen::VectorXd expected = A.ldlt().solve(b);
      const double before = factor.operations();
      std::vector<double> x(b.data(), b.data() + m);
      factor.solve(x);
      CHECK(factor.operations() == before + static_cast<double>(n * (2 * m + n)));
      CHECK((expected - Eigen::Map<const Eigen::VectorXd>(x.data(), m)).norm() <= 1e-8 * expected.norm());

      Eigen::VectorXd d(n);
      for (double& value : d) value = random.normal();
      const Eigen::MatrixXd K = Z * V.cwiseInverse().asDiagonal() * Z.transpose();
      const Eigen::VectorXd of_rows = (K + rho * Eigen::MatrixXd::Identity(n, n)).ldlt().solve(rho * d);
      std::vector<double> t(d.data(), d.data() + n);
      factor.solve_rows(t);
      CHECK((of_rows - Eigen::Map<const Eigen::VectorXd>(t.data(), n)).norm() <= 1e-8 * of_rows.norm());
    }
  }
}

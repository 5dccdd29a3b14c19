#include "apps/mf/principal_axes.hpp"

#include <Eigen/Dense>

#include "apps/mf/tiles.hpp"

namespace strads::mf {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::MatrixXf;
using Eigen::VectorXd;
using Rows = Eigen::Map<MatrixXf, Eigen::Aligned64, Eigen::OuterStride<>>;  // a row of the side is a column here
using ConstRows = Eigen::Map<const MatrixXf, Eigen::Aligned64, Eigen::OuterStride<>>;

constexpr Index rows_a_part = 4096;  // few, large parts: each sums a matrix of its own

MatrixXd moments_of(const RatingRows& ratings, const Factors& factors, Weights weights, Engine& engine) {
  const Index rank = factors.rank();
  const auto weight = [&](Index row) {
    const auto count = static_cast<float>(ratings.size(row));
    return weights == Weights::ratings ? count : std::min(count, 1.0F);
  };
  double total = 0;
  for (Index row = 0; row < factors.rows(); ++row) total += weight(row);
  const MatrixXd sum = sum_over_tiles(
      "moments", factors.rows(), rows_a_part, static_cast<double>(factors.rows() * rank * rank), engine,
      MatrixXd(MatrixXd::Zero(rank, rank)), [&](Index first, Index last) {
        const ConstRows W(factors.row(first), rank, last - first, Eigen::OuterStride<>(factors.stride()));
        MatrixXf weighted = W;
        Eigen::VectorXf variances = Eigen::VectorXf::Zero(rank);
        for (Index row = first; row < last; ++row) {
          weighted.col(row - first) *= std::sqrt(weight(row));
          if (weights == Weights::ratings || !factors.has_variances() || weight(row) == 0) continue;
          for (Index k = 0; k < rank; ++k) variances[k] += to_float(factors.variances(row)[k]);
        }
        MatrixXf part = MatrixXf::Zero(rank, rank);
        part.selfadjointView<Eigen::Lower>().rankUpdate(weighted);
        part.diagonal() += variances;
        return MatrixXd(MatrixXf(part.selfadjointView<Eigen::Lower>()).cast<double>());
      });
  return sum / total;
}

void apply(const MatrixXd& A, bool to_variances, Factors& factors, Engine& engine) {
  const Index rank = factors.rank();
  const MatrixXf turn = A.cast<float>();
  const MatrixXf squared = turn.cwiseAbs2();
  for_tiles("turn", factors.rows(), rows_a_tile, static_cast<double>(factors.rows() * rank * rank), engine,
            [&](Index first, Index last) {
              const Eigen::OuterStride<> stride(factors.stride());
              Rows W(factors.row(first), rank, last - first, stride);
              W = turn * MatrixXf(W);
              for (Index row = first; row < last && factors.is_rounded(); ++row) factors.round(row);
              if (!to_variances) return;
              MatrixXf V(rank, last - first);
              const auto each = [&](const auto& use) {
                for (Index row = first; row < last; ++row) {
                  for (Index k = 0; k < rank; ++k) use(V(k, row - first), factors.variances(row)[k]);
                }
              };
              each([](float& number, const Bfloat& from) { number = to_float(from); });
              V = squared * MatrixXf(V);
              each([](float number, Bfloat& to) { to = to_bfloat(number); });
            });
}

// Second moments M of one side and N of the other become A M A' = B N B' = diag(moments), with A B' = 1.
struct Axes {
  MatrixXd A;
  MatrixXd B;
  std::vector<double> moments;  // ascending; empty: there is nothing to turn
};

// With M = L L' and L' N L = Q S Q': A = S^(1/4) Q' L^-1, B = S^(-1/4) Q' L', and the moments are S^(1/2).
Axes axes_of(MatrixXd M, const MatrixXd& N) {
  const double scale = M.trace();
  if (!(scale > 0 && N.trace() > 0 && std::isfinite(scale) && N.allFinite())) return {};
  constexpr double ridge = 1e-6;  // fewer rows than coordinates: still invertible
  M.diagonal().array() += ridge * scale / static_cast<double>(M.rows());
  const Eigen::LLT<MatrixXd> cholesky(M);
  const MatrixXd L = cholesky.matrixL();
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(L.transpose() * N * L);
  if (eigen.info() != Eigen::Success) return {};
  const MatrixXd& Q = eigen.eigenvectors();
  const VectorXd S = eigen.eigenvalues().cwiseMax(ridge * ridge * eigen.eigenvalues().maxCoeff());
  const VectorXd root = S.array().pow(0.25);
  const MatrixXd inverse = L.triangularView<Eigen::Lower>().solve(MatrixXd::Identity(L.rows(), L.cols()));
  const VectorXd found = S.cwiseSqrt();
  return {root.asDiagonal() * Q.transpose() * inverse,
          root.cwiseInverse().asDiagonal() * Q.transpose() * L.transpose(),
          {found.begin(), found.end()}};
}

}  // namespace

std::vector<double> turn_to_principal_axes(State& state, Weights weights, Engine& engine) {
  const Axes axes = axes_of(moments_of(state.ratings.by_user(), state.model.users, weights, engine),
                            moments_of(state.ratings.by_item(), state.model.items, weights, engine));
  if (axes.moments.empty()) return {};
  const bool variances = state.learns() && weights == Weights::rows;
  apply(axes.A, variances, state.model.users, engine);
  apply(axes.B, variances, state.model.items, engine);
  return axes.moments;
}

std::vector<double> factor_variances(const Ratings& ratings, const Factorization& model, Engine& engine) {
  constexpr double negligible = 1e-6;  // of all: what learned priors leave of a factor that they switch off
  const MatrixXd M = moments_of(ratings.by_user(), model.users, Weights::ratings, engine);
  const Eigen::SelfAdjointEigenSolver<MatrixXd> users(M);
  const MatrixXd root = users.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal() * users.eigenvectors().transpose();
  const MatrixXd N = moments_of(ratings.by_item(), model.items, Weights::ratings, engine);
  const Eigen::SelfAdjointEigenSolver<MatrixXd> both(root * N * root.transpose(), Eigen::EigenvaluesOnly);
  const VectorXd& found = both.eigenvalues();
  std::vector<double> variances;
  for (Index k = found.size() - 1; k >= 0 && found[k] > negligible * found.sum(); --k) variances.push_back(found[k]);
  return variances;
}

std::vector<double> turn_side(State& state, Phase phase, const std::vector<double>& others, Engine& engine) {
  const Side side = state.side(phase);
  const Axes axes = axes_of(moments_of(side.ratings, side.own, Weights::ratings, engine),
                            VectorXd::Map(others.data(), side.own.rank()).asDiagonal());
  if (!axes.moments.empty()) apply(axes.A, false, side.own, engine);
  return axes.moments;
}

}  // namespace strads::mf

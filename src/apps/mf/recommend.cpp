// The best items of users, by blocked products of factors.
#include <Eigen/Core>
#include <algorithm>
#include <limits>

#include "strads/mf.hpp"

namespace strads::mf {
namespace {

constexpr Index users_a_tile = 64;
constexpr Index items_a_block = 1024;  // 64 x 1024 scores stay in the second cache

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

bool better(const Recommendation& a, const Recommendation& b) {
  return a.score != b.score ? a.score > b.score : a.item < b.item;
}

// Keeps the best `count` seen: a heap with the worst in front.
void offer(std::vector<Recommendation>& best, Index count, const Recommendation& candidate) {
  if (static_cast<Index>(best.size()) < count) {
    best.push_back(candidate);
    std::push_heap(best.begin(), best.end(), better);
  } else if (better(candidate, best.front())) {
    std::pop_heap(best.begin(), best.end(), better);
    best.back() = candidate;
    std::push_heap(best.begin(), best.end(), better);
  }
}

bool excluded(const RatingRows* exclude, Index user, Index item) {
  if (exclude == nullptr || user < 0) return false;
  const auto first = exclude->others.begin() + exclude->starts[user];
  const auto last = exclude->others.begin() + exclude->starts[user + 1];
  return std::binary_search(first, last, static_cast<std::int32_t>(item));
}

void recommend_tile(const Factorization& model, std::span<const Index> users, Index count, const RatingRows* exclude,
                    std::span<std::vector<Recommendation>> best) {
  const Index stride = model.items.stride();
  const auto rows = static_cast<Index>(users.size());
  RowMajor W = RowMajor::Zero(rows, stride);
  for (Index u = 0; u < rows; ++u) {
    if (users[u] < 0 && model.typical_user.empty()) continue;
    const float* row = users[u] >= 0 ? model.users.row(users[u]) : model.typical_user.data();
    W.row(u) = Eigen::Map<const Eigen::RowVectorXf>(row, stride);
  }
  RowMajor scores;
  for (Index from = 0; from < model.items.rows(); from += items_a_block) {
    const Index width = std::min(items_a_block, model.items.rows() - from);
    const Eigen::Map<const RowMajor> H(model.items.row(from), width, stride);
    scores.noalias() = W * H.transpose();
    for (Index u = 0; u < rows; ++u) {
      const double base = model.mean + (users[u] >= 0 ? model.users.bias(users[u]) : 0.0F);
      const bool full = static_cast<Index>(best[u].size()) == count;
      double least = full ? best[u].front().score : -std::numeric_limits<double>::infinity();
      for (Index i = 0; i < width; ++i) {
        const double score = base + model.items.bias(from + i) + scores(u, i);
        if (score < least || excluded(exclude, users[u], from + i)) continue;
        offer(best[u], count, {from + i, score});
        if (static_cast<Index>(best[u].size()) == count) least = best[u].front().score;
      }
    }
  }
  for (auto& list : best) std::sort_heap(list.begin(), list.end(), better);
}

}  // namespace

std::vector<std::vector<Recommendation>> recommend(const Factorization& model, std::span<const Index> users,
                                                   Index count, const RatingRows* exclude, Engine& engine) {
  std::vector<std::vector<Recommendation>> best(users.size());
  if (count <= 0) return best;
  const auto all = static_cast<Index>(users.size());
  const Index tiles = (all + users_a_tile - 1) / users_a_tile;
  engine.run({"recommend", tiles,
              [&](Index tile) {
                const auto first = static_cast<std::size_t>(tile * users_a_tile);
                const auto size = std::min(static_cast<std::size_t>(users_a_tile), users.size() - first);
                recommend_tile(model, users.subspan(first, size), count, exclude, std::span(best).subspan(first, size));
              },
              static_cast<double>(all * model.items.rows() * model.items.rank())});
  return best;
}

}  // namespace strads::mf

#include "schedule/sum_tree.hpp"

namespace strads::schedule {

namespace {
// A rebuild adds neighbours in memory order, about as fast as it can be read; a single change walks log2(n) cache
// lines. From one change in 16 items on the rebuild wins.
constexpr Index rebuild_share = 16;
}  // namespace

SumTree::SumTree(Index n) : size_(n), nodes_(static_cast<std::size_t>(n > 0 ? 2 * n : 2), 0.0) {}

void SumTree::set(Index item, double weight) {
  double& leaf = nodes_[size_ + item];
  if (leaf == weight) return;
  nonzero_ += static_cast<Index>(weight != 0) - static_cast<Index>(leaf != 0);
  leaf = weight;
  if (rebuild_) return;
  changed_.push_back(item);
  if (static_cast<Index>(changed_.size()) > size_ / rebuild_share) {
    rebuild_ = true;
    changed_.clear();
  }
}

void SumTree::sum_changes() {
  if (rebuild_) {
    for (Index i = size_ - 1; i > 0; --i) nodes_[i] = nodes_[2 * i] + nodes_[2 * i + 1];
    rebuild_ = false;
    return;
  }
  for (const Index item : changed_) {
    for (Index i = (size_ + item) / 2; i > 0; i /= 2) {
      const double sum = nodes_[2 * i] + nodes_[2 * i + 1];
      if (sum == nodes_[i]) break;  // ancestors change only through this node
      nodes_[i] = sum;
    }
  }
  changed_.clear();
}

double SumTree::total() {
  sum_changes();
  return nodes_[1];
}

Index SumTree::find(double position) {
  sum_changes();
  Index i = 1;
  while (i < size_) {
    i *= 2;
    // Right only if it weighs something; left then weighs something because their sum does.
    if (position >= nodes_[i] && nodes_[i + 1] > 0) position -= nodes_[i++];
  }
  return i - size_;
}

}  // namespace strads::schedule

// What became of the rounds of a fit, for tables a person or a page can read: bounded, whatever the number of rounds,
// and the same for the same rounds. One thread at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "strads/cluster.hpp"
#include "strads/problem.hpp"

namespace strads {

// Rows of rounds, at most `limit` in all. When they would be more, every second round is let go, and from then on only
// every second one is taken: what is kept are the rounds whose number is a multiple of `stride`, a power of two. A
// round that alone has more rows than the limit is not kept.
template <class Row>
class Thinned {
 public:
  explicit Thinned(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] bool takes(Index round) const { return round % stride_ == 0; }
  // All rows of a round that is taken. Row::round is its number.
  void add(const std::vector<Row>& rows) {
    if (rows.empty() || rows.size() > limit_) return;
    const Index round = rows.front().round;
    while (takes(round) && rows_.size() + rows.size() > limit_) thin_to(2 * stride_);
    if (takes(round)) rows_.insert(rows_.end(), rows.begin(), rows.end());
  }
  void thin_to(Index stride) {
    if (stride <= stride_) return;
    stride_ = stride;
    std::erase_if(rows_, [this](const Row& row) { return !takes(row.round); });
  }
  [[nodiscard]] Index stride() const { return stride_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  std::size_t limit_;
  Index stride_ = 1;
  std::vector<Row> rows_;
};

class RoundLog {
 public:
  struct RoundRow {
    Index round = 0;
    int shard = 0;
    Index label = 0;   // the point of a path, or the sweep (Engine::label_rounds)
    double start = 0;  // emulated seconds
    double end = 0;
    Index drawn = 0;
    Index kept = 0;
    Index refused = 0;
    Index blocks = 0;
    double largest = 0;  // workload of a block
    double mean = 0;     // likewise
    double imbalance = 0;
  };
  struct BlockRow {
    Index round = 0;
    Index block = 0;
    Index worker = 0;
    Index variables = 0;
    double workload = 0;
    double seconds = 0;  // emulated
  };
  struct CandidateRow {
    Index round = 0;
    Fate fate;
  };

  static constexpr std::size_t most_rounds = 4096;
  static constexpr std::size_t most_blocks = 262'144;
  static constexpr std::size_t most_candidates = 262'144;

  // A round that has committed, and when and where it ran on the emulated cluster; rounds in order.
  void record(const Round& round, Index label, const RoundTimes& times);

  // Blocks and candidates are of those rounds, or of every 2nd, 4th, ... of them.
  [[nodiscard]] const std::vector<RoundRow>& rounds() const { return rounds_.rows(); }
  [[nodiscard]] const std::vector<BlockRow>& blocks() const { return blocks_.rows(); }
  [[nodiscard]] const std::vector<CandidateRow>& candidates() const { return candidates_.rows(); }

 private:
  Thinned<RoundRow> rounds_{most_rounds};
  Thinned<BlockRow> blocks_{most_blocks};
  Thinned<CandidateRow> candidates_{most_candidates};
};

}  // namespace strads

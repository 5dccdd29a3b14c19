// Compressed sparse columns from a text that is read twice: the first reading counts the entries of each column, the
// second puts them where they belong. So nothing is held but the matrix and the counters.
//
// The text is cut into groups, one thread each at a time. An entry's place follows from the order of the text, not from
// the groups.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "strads/linalg/sparse.hpp"

namespace strads::io {

class CscBuilder {
 public:
  // How many groups to have at most: two a thread, fewer when the counters of so many columns would take too much.
  [[nodiscard]] static Index groups_for(Index columns, int threads);

  explicit CscBuilder(Index groups) : groups_(static_cast<std::size_t>(groups)) {}

  // First reading. Columns are numbered from 0, entries of any row.
  void count(Index group, Index column) { put(group, column, 0, 0); }
  // Between the readings; all counted columns are below `columns`.
  void allocate(Index columns);
  // Second reading: the same columns in the same order.
  void put(Index group, Index column, std::int32_t row, double value) {
    Group& g = groups_[static_cast<std::size_t>(group)];
    g.waiting[g.held++] = {static_cast<std::int32_t>(column), row, value};
    if (g.held == batch) flush(group);
  }
  // Ends a group's reading, either of them.
  void flush(Index group);
  // Where entries did not come row by row: sorts each column by row; false when some entry is there twice.
  [[nodiscard]] bool sort(int threads);
  // Entries that are NaN are missing: they become what `fill` says of their column, to which it is told the mean of the
  // others in so many rows (NaN: there is none).
  void fill_missing(Index rows, const std::function<double(Index column, double mean)>& fill);
  [[nodiscard]] const Sparse::Missing& missing() const { return missing_; }
  [[nodiscard]] Sparse finish(Index rows) { return {rows, columns_, starts_, row_of_, values_, missing_}; }

 private:
  // Entries wait for a batch of them: their places are random, and a loop that does nothing else has many cache
  // misses under way at once.
  static constexpr std::size_t batch = 1024;
  struct Entry {
    std::int32_t column;
    std::int32_t row;
    double value;
  };
  struct Group {
    std::vector<Index> places;  // of each column: its count at first, then where the next entry goes
    std::vector<Entry> waiting = std::vector<Entry>(batch);
    std::size_t held = 0;
  };

  Index columns_ = 0;
  std::vector<Group> groups_;
  std::shared_ptr<Index[]> starts_;
  std::shared_ptr<std::int32_t[]> row_of_;
  std::shared_ptr<double[]> values_;
  Sparse::Missing missing_;
};

}  // namespace strads::io

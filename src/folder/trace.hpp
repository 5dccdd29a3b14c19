// trace.csv: the state of a fit, a row a checkpoint.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "folder/columns.hpp"
#include "folder/names.hpp"
#include "io/output/directory.hpp"
#include "strads/linear.hpp"
#include "strads/mf.hpp"

namespace strads::folder {

// The columns, in order. A new one is an entry in trace.cpp.
[[nodiscard]] std::span<const Written<linear::Checkpoint>> trace_columns(const linear::Checkpoint* of);
[[nodiscard]] std::span<const Written<mf::Checkpoint>> trace_columns(const mf::Checkpoint* of);

// Rows taken while a fit runs, to be written when it is over.
template <class Checkpoint>
class Trace {
 public:
  void add(const Checkpoint& now) {
    for (const auto& [column, of] : columns()) cells_.push_back(of(now));
  }
  void clear() { cells_.clear(); }

  // trace.csv; `comment` comes first.
  void write(std::string_view comment, io::OutputDirectory& directory) const {
    directory.write(trace_file, [&](io::OutputFile& file) {
      file.write(comment);
      write_header(columns(), file);
      for (std::size_t row = 0; row < cells_.size(); row += columns().size()) {
        write_line(
            columns(), [&](std::size_t k) { return cells_[row + k]; }, file);
      }
    });
  }

 private:
  static std::span<const Written<Checkpoint>> columns() {
    return trace_columns(static_cast<const Checkpoint*>(nullptr));
  }

  std::vector<double> cells_;  // row by row
};

// Mean over rounds of largest block workload / mean block workload; 0 without rounds.
[[nodiscard]] double mean_imbalance(const Activity& activity);

}  // namespace strads::folder

// Comma-, semicolon- or tab-separated cells. The first line is a header when one of its cells is neither a number nor
// missing. A quoted cell may hold the separator and doubled quotes, but no line end.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/in_parallel.hpp"
#include "io/big_array.hpp"
#include "io/csv_table.hpp"
#include "io/readers.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::io {
namespace {

void find_target(const Text& text, const std::string& target, CsvTable& table) {
  const auto count = std::count(table.names.begin(), table.names.end(), target);
  if (count != 1) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: {} column is named \"{}\"", text.path, count == 0 ? "no" : "more than one", target));
  }
  table.target = std::find(table.names.begin(), table.names.end(), target) - table.names.begin();
  table.names.erase(table.names.begin() + table.target);
}

// Consecutive rows, turned into columns a few at a time: as many as fill a cache line of each column.
class RowBlock {
 public:
  RowBlock(const CsvTable& table, Index rows, Index first, double* X, double* y)
      : table_(table),
        rows_(rows),
        first_(first),
        X_(X),
        y_(y),
        values_(std::make_unique_for_overwrite<double[]>(static_cast<std::size_t>(height * table.columns))) {}
  void add(std::string_view line) {
    parse_csv_row(line, table_, values_.get() + table_.columns * count_++);
    if (count_ == height) flush();
  }
  void flush() {
    Index place = 0;
    for (Index j = 0; j < table_.columns; ++j) {
      const double* from = values_.get() + j;
      double* to = (j == table_.target ? y_ : X_ + place++ * rows_) + first_;
      for (Index i = 0; i < count_; ++i) to[i] = from[i * table_.columns];
    }
    first_ += count_;
    count_ = 0;
  }

 private:
  static constexpr Index height = 16;
  const CsvTable& table_;
  Index rows_;   // of the matrix
  Index first_;  // of the block
  double* X_;
  double* y_;
  std::unique_ptr<double[]> values_;
  Index count_ = 0;
};

}  // namespace

Dataset read_csv(const Input& input, const ReadOptions& options) {
  const Text text = text_of(input.path, input.bytes);
  CsvTable table;
  parse_in_parallel(text, 1, 1, [&](Index) { table = parse_csv_first_line(text.body); });
  table.impute = options.impute_mean;
  if (options.target) find_target(text, *options.target, table);
  const Index features = table.columns - (table.target >= 0 ? 1 : 0);
  if (table.body.empty()) throw malformed({input.path}, "rows of numbers", "", "none");
  if (features == 0) throw malformed({input.path}, "columns beside the target", "", "none");

  const auto ranges = cut(table.body, options.range_bytes);
  const auto count = static_cast<Index>(ranges.size());
  std::vector<Index> first(ranges.size() + 1, 0);
  in_parallel(count, options.threads, [&](Index k) {
    const auto at = static_cast<std::size_t>(k);
    for_lines(ranges[at], [&](std::string_view line) { first[at + 1] += is_csv_row(line, table) ? 1 : 0; });
  });
  for (std::size_t k = 1; k < first.size(); ++k) first[k] += first[k - 1];
  const Index rows = first.back();
  // A cell takes two bytes at least, so this is no more than 4 times the file.
  if (rows > static_cast<Index>(table.body.size() + 1) / table.columns) {
    parse_in_parallel(text, 1, 1, [&](Index) {
      std::vector<double> row(static_cast<std::size_t>(table.columns));
      for_lines(table.body, [&](std::string_view line) {
        if (is_csv_row(line, table)) parse_csv_row(line, table, row.data());
      });
    });
  }
  const auto X = big_array<double>(rows * features);
  std::vector<double> y(static_cast<std::size_t>(table.target >= 0 ? rows : 0));
  parse_in_parallel(text, count, options.threads, [&](Index k) {
    const auto at = static_cast<std::size_t>(k);
    RowBlock block(table, rows, first[at], X.get(), y.data());
    for_lines(ranges[at], [&](std::string_view line) {
      if (is_csv_row(line, table)) block.add(line);
    });
    block.flush();
  });
  if (table.impute) impute_means(input.path, rows, features, table.names, X.get(), options.threads);
  return {Dense<double>(rows, features, X), std::move(y), std::move(table.names), "CSV"};
}

}  // namespace strads::io

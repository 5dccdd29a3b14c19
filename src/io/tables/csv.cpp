// Tables of text: cells between commas, semicolons, tabs, bars or blanks. A quoted cell may hold the separator and
// doubled quotes, but no line end.
#include <algorithm>
#include <memory>
#include <utility>

#include "core/in_parallel.hpp"
#include "io/big_array.hpp"
#include "io/impute.hpp"
#include "io/readers.hpp"
#include "io/tables/columns.hpp"
#include "io/tables/layout.hpp"
#include "io/tables/rows.hpp"
#include "io/tables/text_columns.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::io {
namespace {

// Where the numbers of a row belong: the first rows of columns of X, or of y.
std::vector<double*> places_of(const TableColumns& columns, Index rows, double* X, double* y) {
  std::vector<double*> places;
  for (const auto fate : columns.fates) {
    using Fate = TableColumns::Fate;
    if (fate == Fate::target) places.push_back(y);
    if (fate == Fate::feature) places.push_back(X);
    if (fate == Fate::zero) std::fill_n(X, rows, 0.0);
    if (fate == Fate::feature || fate == Fate::zero) X += rows;
  }
  return places;
}

// Consecutive rows, turned into columns a few at a time: as many as fill a cache line of each column.
class RowBlock {
 public:
  RowBlock(const TableRow& row, const std::vector<double*>& places, Index first)
      : row_(row),
        places_(places),
        first_(first),
        values_(std::make_unique_for_overwrite<double[]>(static_cast<std::size_t>(height * row.numbers))) {}
  void add(std::string_view line) {
    parse_table_row(line, row_, values_.get() + row_.numbers * count_++);
    if (count_ == height) flush();
  }
  void flush() {
    for (Index k = 0; k < row_.numbers; ++k) {
      const double* from = values_.get() + k;
      double* to = places_[static_cast<std::size_t>(k)] + first_;
      for (Index i = 0; i < count_; ++i) to[i] = from[i * row_.numbers];
    }
    first_ += count_;
    count_ = 0;
  }

 private:
  static constexpr Index height = 16;
  const TableRow& row_;
  const std::vector<double*>& places_;
  Index first_;  // of the block
  std::unique_ptr<double[]> values_;
  Index count_ = 0;
};

void fill_missing(const std::string& path, Index rows, const TableColumns& columns,
                  const Dense<double>::Missing& missing, double* X) {
  if (columns.means.empty()) return impute_means(path, rows, columns.names, missing, X);
  if (!missing) return;
  for (const Index place : *missing) X[place] = columns.means[static_cast<std::size_t>(place / rows)];
}

// Where cells are too many or too few, that is the fault: others follow from it.
[[noreturn]] void refuse(const Text& text, Complaint complaint, const TableLayout& layout, const TableRow& row) {
  const auto at = static_cast<std::size_t>(complaint.at - text.body.data());
  const auto first = at == 0 ? 0 : text.body.rfind('\n', at - 1) + 1;
  try {
    const char* start = text.body.data() + first;
    check_length(take_line(start, text.body.data() + text.body.size()), row);
  } catch (const Complaint& length) {
    raise(text, length);
  }
  if (complaint.hint.empty()) complaint.hint = hint_at_text_columns(complaint, layout, row);
  raise(text, complaint);
}

// The number of the first row of each range, and behind them that of all rows.
std::vector<Index> first_rows(const std::vector<std::string_view>& ranges, const TableRow& row, int threads) {
  std::vector<Index> first(ranges.size() + 1, 0);
  in_parallel(static_cast<Index>(ranges.size()), threads, [&](Index k) {
    const auto at = static_cast<std::size_t>(k);
    for_lines(ranges[at], [&](std::string_view line) { first[at + 1] += is_table_row(line, row) ? 1 : 0; });
  });
  for (std::size_t k = 1; k < first.size(); ++k) first[k] += first[k - 1];
  return first;
}

// Says which line of so many is too short, before memory for them is asked for.
void check_rows(const Text& text, const TableLayout& layout, const TableRow& row) {
  const auto complaint = first_complaint(1, 1, [&](Index) {
    std::vector<double> numbers(static_cast<std::size_t>(row.numbers));
    for_lines(layout.body, [&](std::string_view line) {
      if (is_table_row(line, row)) parse_table_row(line, row, numbers.data());
    });
  });
  if (complaint) refuse(text, *complaint, layout, row);
}

// PLINK writes -9 for a phenotype that is missing, in the tables of --recode A, too.
void check_phenotypes(const Text& text, const TableLayout& layout, const TableColumns& columns, const TableRow& row,
                      const std::vector<double>& y) {
  static const std::vector<std::string> ids = {"FID", "IID", "PAT", "MAT", "SEX", "PHENOTYPE"};
  const auto& names = layout.names;
  if (names.size() < ids.size() || !std::equal(ids.begin(), ids.end(), names.begin())) return;
  if (columns.fates[5] != TableColumns::Fate::target || std::find(y.begin(), y.end(), -9) == y.end()) return;
  auto value = y.begin();
  for_lines(layout.body, [&](std::string_view line) {
    if (!is_table_row(line, row) || *value++ != -9) return;
    raise(text, {cells_of(line, row.form)[5].data(), "a phenotype", "-9", "",
                 "PLINK writes -9 where it is missing: leave such rows out, or read the .bed, which does"});
  });
}

}  // namespace

Dataset read_csv(const Input& input, const ReadOptions& options) {
  const Text text = text_of(input.path, input.bytes);
  TableLayout layout;
  parse_in_parallel(text, 1, 1, [&](Index) { layout = lay_out(text.body, options); });
  if (layout.columns == 0) throw malformed({input.path}, "rows of numbers", "", "none");
  TableColumns columns = choose_columns(input.path, layout, options);
  const TableRow row = row_of(layout, columns, options);
  if (layout.body.empty()) throw malformed({input.path}, "rows of numbers", "", "none");
  if (columns.features == 0) throw malformed({input.path}, "columns beside the target", "", "none");

  const auto ranges = cut(layout.body, options.range_bytes);
  const auto first = first_rows(ranges, row, options.threads);
  const Index rows = first.back();
  if (rows == 0) throw malformed({input.path}, "rows of numbers", "", "none");
  // A cell takes two bytes at least, so this is no more than 4 times the file.
  if (rows > static_cast<Index>(layout.body.size() + 1) / row.columns) check_rows(text, layout, row);
  const auto X = big_array<double>(rows * columns.features);
  std::vector<double> y(static_cast<std::size_t>(row.target >= 0 ? rows : 0));
  const auto places = places_of(columns, rows, X.get(), y.data());
  const auto complaint = first_complaint(static_cast<Index>(ranges.size()), options.threads, [&](Index k) {
    const auto at = static_cast<std::size_t>(k);
    RowBlock block(row, places, first[at]);
    for_lines(ranges[at], [&](std::string_view line) {
      if (is_table_row(line, row)) block.add(line);
    });
    block.flush();
  });
  if (complaint) refuse(text, *complaint, layout, row);

  check_phenotypes(text, layout, columns, row, y);

  Dataset data;
  data.format = "CSV";
  if (std::any_of(row.may_miss.begin(), row.may_miss.end(), [](char may) { return may != 0; })) {
    data.missing = find_missing(rows, columns.features, X.get(), options.threads);
    fill_missing(input.path, rows, columns, data.missing, X.get());
  }
  data.X = Dense<double>(rows, columns.features, X, data.missing);
  data.y = std::move(y);
  data.names = std::move(columns.names);
  data.notes = std::move(layout.notes);
  data.notes.insert(data.notes.end(), columns.notes.begin(), columns.notes.end());
  return data;
}

}  // namespace strads::io

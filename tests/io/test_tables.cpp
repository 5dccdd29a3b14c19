// Tables as people have them: every dialect against the plain numbers that were written.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/encoding.hpp"
#include "io/files.hpp"
#include "io/number.hpp"
#include "io/rows.hpp"
#include "io/table_refusal.hpp"
#include "strads/random.hpp"

namespace strads::io {
namespace {

enum class RowNames { none, empty, quoted_empty, pandas, short_header };
enum class Header { words, numbers, comment, none };

// How one table is written.
struct Dialect {
  char separator = ',';
  char decimal = '.';
  std::string quote;  // around numbers
  RowNames row_names = RowNames::none;
  Header header = Header::words;
  std::string line_end = "\n";
  std::string missing = "NA";
  std::string before;  // the table
  bool last_end = true;
};

template <class T>
T pick(Random& random, const std::vector<T>& choices) {
  return choices[static_cast<std::size_t>(random.below(static_cast<Index>(choices.size())))];
}

Dialect draw_dialect(Random& random) {
  Dialect d;
  d.separator = pick<char>(random, {',', ';', '\t', '|', ' '});
  if (random.below(3) == 0) d.decimal = ',';
  if (random.below(4) == 0 || d.separator == d.decimal) d.quote = "\"";
  d.header = pick<Header>(random, {Header::words, Header::words, Header::numbers, Header::comment, Header::none});
  if (d.header == Header::words || d.header == Header::numbers) {
    d.row_names = pick<RowNames>(random, {RowNames::none, RowNames::none, RowNames::empty, RowNames::quoted_empty,
                                          RowNames::pandas, RowNames::short_header});
    if (d.row_names == RowNames::empty && d.separator == ' ') d.row_names = RowNames::quoted_empty;
    if (d.row_names == RowNames::pandas && d.header == Header::numbers) d.row_names = RowNames::none;
    if (d.row_names == RowNames::short_header && d.header == Header::numbers) d.row_names = RowNames::none;
  }
  d.line_end = pick<std::string>(random, {"\n", "\r\n", "\r"});
  d.missing =
      pick<std::string>(random, {"NA", "N/A", "?", ".", "null", "NULL", "None", "<NA>", "na", "nan", "#N/A", ""});
  if (d.missing.empty() && d.separator == ' ') d.missing = "\"\"";
  if (random.below(4) == 0) d.before += "\xEF\xBB\xBF";
  if (random.below(4) == 0 && d.separator != ' ') d.before += fmt::format("sep={}", d.separator) + d.line_end;
  if (random.below(4) == 0) d.before += "# exported 2026-01-01; by hand" + d.line_end + d.line_end;
  d.last_end = random.below(2) == 0;
  return d;
}

// Columns of numbers with a name each; NaN is missing. The last is y.
struct Table {
  std::vector<std::string> names;
  Rows rows;
};

Table draw_table(Random& random, Header header) {
  Table table;
  const Index columns = 4 + random.below(5);
  for (Index j = 0; j < columns; ++j) {
    table.names.push_back(header == Header::numbers
                              ? std::to_string(2001 + j)
                              : pick<std::string>(random, {"a b", "x", "größe", "y.1", "no_"}) + std::to_string(j));
  }
  const Index rows = 3 + random.below(40);
  for (Index i = 0; i < rows; ++i) {
    std::vector<double> row;
    for (Index j = 0; j < columns; ++j) {
      const bool gone = i > 1 && j + 1 < columns && random.below(5) == 0;
      row.push_back(gone ? NAN : std::round(random.normal() * 1e4) / 1e3);
    }
    table.rows.push_back(row);
  }
  return table;
}

std::string written(double value, const Dialect& d) {
  if (std::isnan(value)) return d.missing;
  std::string text = fmt::format("{}", value);
  std::replace(text.begin(), text.end(), '.', d.decimal);
  return d.quote + text + d.quote;
}

std::string written(const Table& table, const Dialect& d, Random& random) {
  const auto gap = [&] {
    return d.separator == ' ' ? std::string(static_cast<std::size_t>(1 + random.below(3)), ' ')
                              : std::string(1, d.separator) + (random.below(5) == 0 ? " " : "");
  };
  std::string text = d.before;
  if (d.header != Header::none) {
    const std::string name_quote = d.separator == ' ' || !d.quote.empty() ? "\"" : "";
    if (d.header == Header::comment) text += "# ";
    if (d.row_names == RowNames::quoted_empty) text += "\"\"" + gap();
    if (d.row_names == RowNames::empty) text += gap();
    if (d.row_names == RowNames::pandas) text += name_quote + "Unnamed: 0" + name_quote + gap();
    for (std::size_t j = 0; j < table.names.size(); ++j) {
      text += (j == 0 ? "" : gap()) + name_quote + table.names[j] + name_quote;
    }
    text += d.line_end;
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (d.separator == ' ' && random.below(3) == 0) text += "  ";
    if (d.row_names != RowNames::none) text += fmt::format("\"row {}\"", i + 1) + gap();
    for (std::size_t j = 0; j < table.rows[i].size(); ++j) text += (j == 0 ? "" : gap()) + written(table.rows[i][j], d);
    if (i + 1 < table.rows.size() || d.last_end) text += d.line_end;
    if (random.below(20) == 0) text += d.line_end;
  }
  return text;
}

// Means in the places of missing values.
Rows imputed(Rows rows) {
  for (std::size_t j = 0; j < rows[0].size(); ++j) {
    double total = 0;
    double count = 0;
    for (const auto& row : rows) {
      if (std::isnan(row[j])) continue;
      total += row[j];
      ++count;
    }
    for (auto& row : rows) {
      if (std::isnan(row[j])) row[j] = total / count;
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("a table reads the same in whatever dialect it is written, at any range size and thread count") {
  Random random(21);
  const Files files;
  for (int repeat = 0; repeat < 400; ++repeat) {
    const Dialect dialect = draw_dialect(random);
    const Table table = draw_table(random, dialect.header);
    const std::string text = written(table, dialect, random);
    CAPTURE(text);
    Rows X;
    std::vector<double> y;
    Index missing = 0;
    for (const auto& row : table.rows) {
      X.emplace_back(row.begin(), row.end() - 1);
      y.push_back(row.back());
      missing += std::count_if(row.begin(), row.end(), [](double value) { return std::isnan(value); });
    }
    const auto path = files.write(pick<std::string>(random, {"a.csv", "a.tsv", "a.txt", "a.data", "a", "a.gz"}),
                                  random.below(4) == 0 ? gzipped(text) : text);
    for (const std::int64_t range : {1, 7, 1 << 20}) {
      ReadOptions options;
      options.range_bytes = range;
      options.threads = 1 + static_cast<int>(random.below(3));
      options.impute_mean = true;
      options.decimal = dialect.decimal;
      options.target = dialect.header == Header::none ? std::to_string(table.names.size()) : table.names.back();
      const Dataset data = read_dataset(path, options);
      REQUIRE(rows_of(data.X) == imputed(X));
      REQUIRE(data.y == y);
      REQUIRE((data.missing ? static_cast<Index>(data.missing->size()) : 0) == missing);
      if (dialect.header == Header::none) {
        REQUIRE(data.names.empty());
      } else {
        REQUIRE(data.names == std::vector<std::string>(table.names.begin(), table.names.end() - 1));
      }
    }
  }
}

TEST_CASE("what stands for a missing value, and for a number") {
  for (const auto* missing : {"", "NA", "na", "N/A", "n/a", "#N/A", "NaN", "nan", "NAN", "-nan", "null", "NULL", "Null",
                              "None", "<NA>", "?", "."}) {
    CAPTURE(missing);
    CHECK(is_missing(missing));
  }
  for (const auto* present : {"0", "-", "NAs", "inf", "no", "missing", "??", "..", "nul", " "}) {
    CAPTURE(present);
    CHECK_FALSE(is_missing(present));
  }
  const Files files;
  const auto data = read_dataset(files.write("a.csv", "a,b,c\nTRUE,True,true\nFALSE,False,false\n"));
  CHECK(rows_of(data.X) == Rows{{1, 1, 1}, {0, 0, 0}});
  CHECK(refusal(files.write("t.csv", "a,b\n1,T\n2,F\n")) ==
        ":2:3: expected a number, found \"T\"; --drop b leaves out the column of text");
}

}  // namespace strads::io

#include "fuzz/datasets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fuzz/harness.hpp"
#include "fuzz/parts.hpp"
#include "io/files.hpp"

namespace strads::fuzz {
namespace {

bool finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

void check(const char* file, std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  io::ReadOptions options;
  options.target = find(parts, "target");
  if (const auto column = find(parts, "drop")) options.drop = {*column};
  if (find(parts, "decimal_comma")) options.decimal = ',';
  if (find(parts, "headed")) options.header = true;
  if (find(parts, "headless")) options.header = false;
  if (find(parts, "from_zero")) options.index_base = 0;
  options.impute_mean = find(parts, "impute").has_value();
  options.float_storage = find(parts, "floats").has_value();
  (void)same_content(input, files.write(file, parts.front().bytes), options);
}

// Requires what is true of any data set: sizes that fit together, numbers that are finite.
Content content_of(const io::Dataset& data) {
  Content content{.rows = data.X.rows(),
                  .columns = data.X.columns(),
                  .stored = data.X.stored(),
                  .X = {},
                  .y = data.y,
                  .words = data.names,
                  .counts = {data.left_out, data.phenotypes, data.not_in_fam, data.variants.size()}};
  require(content.rows > 0 && content.columns > 0, "a matrix has rows and columns");
  require(content.stored / content.rows <= content.columns, "no more entries than places");
  require(data.y.empty() || static_cast<Index>(data.y.size()) == content.rows, "a response a row");
  require(data.names.empty() || static_cast<Index>(data.names.size()) == content.columns, "a name a column");
  content.words.push_back(data.format);
  content.words.insert(content.words.end(), data.notes.begin(), data.notes.end());
  content.words.insert(content.words.end(), data.people.begin(), data.people.end());
  if (data.missing) content.counts.insert(content.counts.end(), data.missing->begin(), data.missing->end());
  if (data.missing_calls) content.counts.push_back(data.missing_calls());
  constexpr Index most = 10'000;
  const Index columns = std::min(content.columns, std::max<Index>(most / content.rows, 1));
  content.X.resize(static_cast<std::size_t>(content.rows * columns));
  for (Index j = 0; j < columns; ++j) data.X.expand(j, content.X.data() + j * content.rows);
  require(finite(content.X) && finite(content.y), "finite numbers");
  return content;
}

}  // namespace

Outcome<Content> same_content(std::string_view input, const std::string& path, io::ReadOptions options) {
  const auto read = [&](std::int64_t range_bytes, int threads, bool check_mapped = true) {
    options.range_bytes = range_bytes;
    options.threads = threads;
    options.check_mapped = check_mapped;
    return outcome_of([&] {
      const io::Dataset data = io::read_dataset(path, options);
      if (data.check) data.check();
      return content_of(data);
    });
  };
  constexpr std::int64_t whole = std::int64_t{1} << 20;
  const auto first = read(whole, 1);
  require_same(first, read(whole, 1), "read twice");
  require_same(first, read(1, 1), "read line by line");
  require_same(first, read(13, 1), "read in small ranges");
  if (on_threads(input)) require_same(first, read(7, 2), "read on two threads");
  require_same(first, read(whole, 1, false), "read without a check, then checked");
  return first;
}

void csv(std::string_view input) { check("data.csv", input); }
void libsvm(std::string_view input) { check("data.svm", input); }
void matrix_market(std::string_view input) { check("data.mtx", input); }
void npy(std::string_view input) { check("data.npy", input); }

void response(std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  const std::string path = files.write("response.txt", parts.front().bytes);
  const auto read = [&] {
    return outcome_of([&] {
      const io::Numbers numbers = io::read_numbers(path, {.decimal = find(parts, "decimal_comma") ? ',' : '.'});
      require(!numbers.values.empty() && finite(numbers.values), "finite numbers, one or more");
      return std::pair(numbers.values, numbers.header);
    });
  };
  require_same(read(), read(), "read twice");
}

}  // namespace strads::fuzz

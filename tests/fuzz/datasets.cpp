#include "fuzz/datasets.hpp"

#include <algorithm>
#include <cmath>

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
  const std::string path = files.write(file, parts.front().bytes);
  io::ReadOptions options;
  options.target = find(parts, "target");
  options.impute_mean = find(parts, "impute").has_value();
  options.float_storage = find(parts, "floats").has_value();
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
}

}  // namespace

Content content_of(const io::Dataset& data) {
  Content content{.rows = data.X.rows(),
                  .columns = data.X.columns(),
                  .stored = data.X.stored(),
                  .X = {},
                  .y = data.y,
                  .names = data.names,
                  .format = data.format,
                  .left_out = data.left_out};
  require(content.rows > 0 && content.columns > 0, "a matrix has rows and columns");
  require(content.stored / content.rows <= content.columns, "no more entries than places");
  require(data.y.empty() || static_cast<Index>(data.y.size()) == content.rows, "a response a row");
  require(data.names.empty() || static_cast<Index>(data.names.size()) == content.columns, "a name a column");
  constexpr Index most = 10'000;
  const Index columns = std::min(content.columns, std::max<Index>(most / content.rows, 1));
  content.X.resize(static_cast<std::size_t>(content.rows * columns));
  for (Index j = 0; j < columns; ++j) data.X.expand(j, content.X.data() + j * content.rows);
  require(finite(content.X) && finite(content.y), "finite numbers");
  return content;
}

void csv(std::string_view input) { check("data.csv", input); }
void libsvm(std::string_view input) { check("data.svm", input); }
void matrix_market(std::string_view input) { check("data.mtx", input); }
void npy(std::string_view input) { check("data.npy", input); }

void response(std::string_view input) {
  const io::Files files;
  const std::string path = files.write("response.txt", input);
  const auto read = [&] { return outcome_of([&] { return io::read_response(path); }); };
  const auto first = read();
  require(!first.value || (!first.value->empty() && finite(*first.value)), "finite numbers, one or more");
  require_same(first, read(), "read twice");
}

}  // namespace strads::fuzz

// Every reader against what was written, and the freedoms that each format grants.
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "io/dataset.hpp"
#include "io/files.hpp"
#include "io/number.hpp"
#include "io/rows.hpp"
#include "strads/random.hpp"

namespace strads::io {
namespace {

template <class T>
std::string bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

// Fifteen significant digits or a power of two: what is written is what is read.
double draw(Random& random) {
  if (random.below(3) == 0) return static_cast<double>(random.below(2000) - 1000);
  if (random.below(2) == 0) return std::ldexp(random.normal(), static_cast<int>(random.below(200)) - 100);
  return std::round(random.normal() * 1e4) / 1e4;
}

std::string shown(double value) {
  char text[40];
  std::snprintf(text, sizeof(text), "%.17g", value);
  return text;
}

struct Sample {
  Rows X;
  std::vector<double> y;
};

Sample draw_sample(Random& random, Index n, Index p) {
  Sample sample;
  for (Index i = 0; i < n; ++i) {
    std::vector<double> row;
    for (Index j = 0; j < p; ++j) row.push_back(random.below(4) == 0 ? draw(random) : 0.0);
    if (i == 0) row.back() = 1.5;  // the last column is seen in every format
    sample.X.push_back(row);
    sample.y.push_back(draw(random));
  }
  return sample;
}

std::string as_libsvm(const Sample& sample) {
  std::string text;
  for (std::size_t i = 0; i < sample.X.size(); ++i) {
    text += shown(sample.y[i]);
    for (std::size_t j = 0; j < sample.X[i].size(); ++j) {
      if (sample.X[i][j] != 0) text += " " + std::to_string(j + 1) + ":" + shown(sample.X[i][j]);
    }
    text += "\n";
  }
  return text;
}

std::string as_csv(const Sample& sample, char separator) {
  std::string text;
  for (std::size_t j = 0; j < sample.X[0].size(); ++j) text += "\"x" + std::to_string(j) + "\"" + separator;
  text += "y\n";
  for (std::size_t i = 0; i < sample.X.size(); ++i) {
    for (const double value : sample.X[i]) text += shown(value) + separator;
    text += shown(sample.y[i]) + "\n";
  }
  return text;
}

std::string as_coordinate(const Sample& sample, Random& random) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < sample.X.size(); ++i) {
    for (std::size_t j = 0; j < sample.X[i].size(); ++j) {
      if (sample.X[i][j] == 0) continue;
      lines.push_back(std::to_string(i + 1) + " " + std::to_string(j + 1) + " " + shown(sample.X[i][j]) + "\n");
    }
  }
  std::string text = "%%MatrixMarket matrix coordinate real general\n% made by a test\n" +
                     std::to_string(sample.X.size()) + " " + std::to_string(sample.X[0].size()) + " " +
                     std::to_string(lines.size()) + "\n";
  for (std::size_t k = lines.size(); k > 0; --k) {  // in any order
    std::swap(lines[k - 1], lines[static_cast<std::size_t>(random.below(static_cast<Index>(k)))]);
    text += lines[k - 1];
  }
  return text;
}

std::string as_npy(const Sample& sample, bool fortran) {
  const std::size_t n = sample.X.size();
  const std::size_t p = sample.X[0].size();
  std::vector<double> values(n * p);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < p; ++j) values[fortran ? j * n + i : i * p + j] = sample.X[i][j];
  }
  return npy(std::string("{'descr': '<f8', 'fortran_order': ") + (fortran ? "True" : "False") + ", 'shape': (" +
                 std::to_string(n) + ", " + std::to_string(p) + "), }",
             bytes_of(values));
}

void check_same(const Dataset& data, const Sample& sample, const std::string& format) {
  CHECK(data.format == format);
  CHECK(rows_of(data.X) == sample.X);
}

}  // namespace

TEST_CASE("a random matrix reads the same from every format, compressed or not, at any range size and thread count") {
  Random random(3);
  const Files files;
  for (int repeat = 0; repeat < 12; ++repeat) {
    const Sample sample = draw_sample(random, 1 + random.below(60), 1 + random.below(30));
    const std::vector<std::pair<std::string, std::string>> contents = {{"a.svm", as_libsvm(sample)},
                                                                       {"a.csv", as_csv(sample, ',')},
                                                                       {"a.tsv", as_csv(sample, '\t')},
                                                                       {"semicolon.csv", as_csv(sample, ';')},
                                                                       {"a.mtx", as_coordinate(sample, random)},
                                                                       {"c.npy", as_npy(sample, false)},
                                                                       {"f.npy", as_npy(sample, true)}};
    for (const auto& file : contents) {
      const std::string& name = file.first;
      const std::string& content = file.second;
      CAPTURE(name);
      const std::string format = name.ends_with(".svm")   ? "libsvm"
                                 : name.ends_with(".mtx") ? "MatrixMarket"
                                 : name.ends_with(".npy") ? "npy"
                                                          : "CSV";
      const std::vector<std::string> paths = {files.write(name, content), files.write(name + ".gz", gzipped(content)),
                                              files.write(name + ".zst", zstandard(content)),
                                              files.write("no_extension", zstandard(content))};
      for (const auto& path : paths) {
        for (const std::int64_t range : {1, 7, 100, 1 << 20}) {
          ReadOptions options;
          options.range_bytes = range;
          options.threads = 1 + static_cast<int>(random.below(3));
          if (format == "CSV") options.target = "y";
          const Dataset data = read_dataset(path, options);
          check_same(data, sample, format);
          if (format == "libsvm" || format == "CSV") CHECK(data.y == sample.y);
          if (format == "CSV") CHECK(data.names.size() == sample.X[0].size());
        }
      }
    }
  }
}

TEST_CASE("libsvm allows comments, qid, CRLF, a BOM, a missing last line end") {
  const Files files;
  const auto data = read_dataset(
      files.write("a.svm", "\xEF\xBB\xBF# head\r\n+1 qid:3 1:0.5 3:-2e-3 # a comment\r\n\r\n-1\r\n 0.5\t2:+7"));
  CHECK(rows_of(data.X) == Rows{{0.5, 0, -2e-3}, {0, 0, 0}, {0, 7, 0}});
  CHECK(data.y == std::vector<double>{1, -1, 0.5});
  CHECK(data.X.stored() == 3);
}

TEST_CASE("MatrixMarket in all its forms") {
  const Files files;
  const auto read = [&](const std::string& content) { return rows_of(read_dataset(files.write("a.mtx", content)).X); };
  CHECK(read("%%MatrixMarket matrix coordinate pattern general\n2 3 2\n2 1\n1 3\n") == Rows{{0, 0, 1}, {1, 0, 0}});
  CHECK(read("%%MatrixMarket MATRIX Coordinate Integer Symmetric\n%c\n\n2 2 2\n1 1 4\n2 1 -3\n") ==
        Rows{{4, -3}, {-3, 0}});
  CHECK(read("%%MatrixMarket matrix coordinate real skew-symmetric\r\n2 2 1\r\n2 1 5\r\n") == Rows{{0, -5}, {5, 0}});
  CHECK(read("%%MatrixMarket matrix coordinate real general\n2 2 0\n") == Rows{{0, 0}, {0, 0}});
  CHECK(read("%%MatrixMarket matrix array real general\n2 3\n1\n2\n3\n4\n5\n6\n") == Rows{{1, 3, 5}, {2, 4, 6}});
  CHECK(read("%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n") == Rows{{1, 2}, {2, 3}});
  CHECK(read("%%MatrixMarket matrix array real skew-symmetric\n2 2\n7\n") == Rows{{0, -7}, {7, 0}});
}

TEST_CASE("CSV: headers, quotes, missing values, targets") {
  const Files files;
  const auto read = [&](const std::string& content, ReadOptions options = {}) {
    return read_dataset(files.write("a.csv", content), options);
  };
  CHECK(rows_of(read("1,2\n3,4\n").X) == Rows{{1, 2}, {3, 4}});
  CHECK(read("1,2\n3,4\n").names.empty());
  CHECK(rows_of(read("\"1\", \"2\" \r\n\r\n\"3\",4\r\n\r\n").X) == Rows{{1, 2}, {3, 4}});
  CHECK(rows_of(read("1\n2\n3").X) == Rows{{1}, {2}, {3}});

  const auto quoted = read("\"a,b\",\"say \"\"hi\"\"\", c \n1,2,3\n");
  CHECK(quoted.names == std::vector<std::string>{"a,b", "say \"hi\"", "c"});
  CHECK(rows_of(quoted.X) == Rows{{1, 2, 3}});

  ReadOptions options;
  options.impute_mean = true;
  options.target = "y";
  const auto imputed = read("a,y,b\n1,7,NA\n,8,3\n5,9,nan\n", options);
  CHECK(rows_of(imputed.X) == Rows{{1, 3}, {3, 3}, {5, 3}});
  CHECK(imputed.y == std::vector<double>{7, 8, 9});
  CHECK(imputed.names == std::vector<std::string>{"a", "b"});
}

TEST_CASE(".npy: every type, both orders") {
  const Files files;
  const auto read = [&](const std::string& type, const std::string& bytes, const char* order) {
    const auto path = files.write(
        "a.npy", npy("{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': (2, 3), }", bytes));
    return rows_of(read_dataset(path).X);
  };
  const auto check = [&]<class T>(const std::string& type, T /*zero*/) {
    CAPTURE(type);
    const std::string bytes = bytes_of(std::vector<T>{0, 1, 2, 3, 4, 100});
    CHECK(read(type, bytes, "False") == Rows{{0, 1, 2}, {3, 4, 100}});
    CHECK(read(type, bytes, "True") == Rows{{0, 2, 4}, {1, 3, 100}});
  };
  check("<f8", double{});
  check("<f4", float{});
  check("|i1", std::int8_t{});
  check("<i2", std::int16_t{});
  check("<i4", std::int32_t{});
  check("<i8", std::int64_t{});
  check("|u1", std::uint8_t{});
  check("<u2", std::uint16_t{});
  check("<u4", std::uint32_t{});
  check("<u8", std::uint64_t{});
  CHECK(read("|b1", bytes_of(std::vector<char>{0, 1, 1, 0, 0, 1}), "False") == Rows{{0, 1, 1}, {0, 0, 1}});
  CHECK(read("|i1", bytes_of(std::vector<std::int8_t>{-128, -1, 0, 1, 2, 127}), "True") ==
        Rows{{-128, 0, 2}, {-1, 1, 127}});

  // Version 2, a one-dimensional array, and data that are not aligned.
  std::string header = "{'descr': '<f8', 'fortran_order': True, 'shape': (3,)}\n";
  std::string file = "\x93NUMPY";
  file += '\x02';
  file += std::string(1, '\0') + static_cast<char>(header.size()) + std::string(3, '\0') + header;
  file += bytes_of(std::vector<double>{1, -2, 3});
  CHECK(rows_of(read_dataset(files.write("v2.npy", file)).X) == Rows{{1}, {-2}, {3}});

  ReadOptions options;
  options.impute_mean = true;
  const std::string gap = npy("{'descr': '<f8', 'fortran_order': True, 'shape': (3, 1), }",
                              bytes_of(std::vector<double>{1, std::nan(""), 4}));
  CHECK(rows_of(read_dataset(files.write("gap.npy", gap), options).X) == Rows{{1}, {2.5}, {4}});
}

TEST_CASE("numbers, one a line: with or without header, .npy, MatrixMarket, compressed") {
  const Files files;
  const std::vector<double> expected = {1, -2.5, 3e5};
  const auto read = [&](const std::string& name, const std::string& content, const std::string& header = "") {
    CAPTURE(name);
    for (const auto& path : {files.write(name, content), files.write(name + ".gz", gzipped(content)),
                             files.write(name + ".zst", zstandard(content))}) {
      const Numbers numbers = read_numbers(path);
      CHECK(numbers.values == expected);
      CHECK(numbers.header.value_or("") == header);
      CHECK(read_response(path) == expected);
    }
  };
  read("y.txt", "1\n-2.5\n3e5\n");
  read("end.txt", "\n1\n-2.5\n3e5\n\n \n");
  read("mac.txt", "1\r-2.5\r3e5\r");
  read("mark.txt", "\xEF\xBB\xBF 1 \r\n\t-2.5\r\n3e5");
  read("header.txt", "weight\r\n1\r\n-2.5\r\n3e5", "weight");
  read("words.txt", "body weight\n1\n-2.5\n3e5\n", "body weight");
  read("quoted.csv", "\"body, \"\"weight\"\"\"\n\"1\"\n-2.5\n\"3e5\"\n", "body, \"weight\"");
  read("comment.txt", "# exported, today\n# y\n1\n-2.5\n3e5\n");
  read("both.txt", "# y\ny\n1\n-2.5\n3e5\n", "y");
  read("y.mtx", "%%MatrixMarket matrix array real general\n3 1\n1\n-2.5\n3e5\n");
  read("row.mtx", "%%MatrixMarket matrix coordinate real general\n1 3 3\n1 1 1\n1 3 3e5\n1 2 -2.5\n");
  read("y.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", bytes_of(expected)));
  read("row.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3), }", bytes_of(expected)));
  CHECK(read_numbers(files.write("comma.txt", "y\n1\n-2,5\n3e5\n"), {',', ""}).values == expected);
  CHECK(read_response(files.write("bool.txt", "TRUE\nFalse\ntrue\n")) == std::vector<double>{1, 0, 1});
}

TEST_CASE("numbers have the bits of from_chars, and end where it ends") {
  Random random(5);
  const std::string_view letters = "0123456789012345678900000..eE+-:, ";
  for (int k = 0; k < 300000; ++k) {
    std::string text;
    for (Index n = random.below(26); n >= 0; --n) {
      text += letters[static_cast<std::size_t>(random.below(static_cast<Index>(letters.size())))];
    }
    if (k % 3 == 0) text = std::to_string(random.below(1000)) + "." + text;
    if (k % 5 == 0) text += "e" + std::to_string(random.below(60) - 30) + " ";
    CAPTURE(text);
    const char* last = text.data() + text.size();
    const bool plus = text.starts_with('+') && !text.starts_with("+-");
    double expected = 0;
    const auto [end, code] = std::from_chars(text.data() + (plus ? 1 : 0), last, expected);
    const Number number = parse_number(text.data(), last);
    if (code == std::errc::invalid_argument) {
      REQUIRE(number.state == NumberState::none);
    } else {
      REQUIRE(number.end == end);
      if (code == std::errc{})
        REQUIRE(std::bit_cast<std::uint64_t>(number.value) == std::bit_cast<std::uint64_t>(expected));
    }
    std::int64_t whole = 0;
    const auto digits = text.find_first_not_of("0123456789");
    const char* stop = text.data() + std::min(digits, text.size());
    if (std::from_chars(text.data(), stop, whole).ec == std::errc::result_out_of_range) whole = Index{1} << 62;
    const Whole read = parse_whole(text.data(), last);
    REQUIRE(read.end == stop);
    REQUIRE(read.value == std::min(whole, Index{1} << 62));
  }
}

TEST_CASE("numbers are rounded as strtod rounds them") {
  Random random(4);
  const char* formats[] = {"%.0f", "%.3f", "%.15g", "%.17g", "%.6e", "%.20f", "%g"};
  for (int k = 0; k < 20000; ++k) {
    char text[400];
    const double value = std::ldexp(random.normal(), static_cast<int>(random.below(80)) - 40);
    std::snprintf(text, sizeof(text), formats[random.below(7)], value);
    const char* end = text + std::strlen(text);
    const Number number = parse_number(text, end);
    REQUIRE(number.state == NumberState::finite);
    REQUIRE(number.end == end);
    REQUIRE(number.value == std::strtod(text, nullptr));
  }
  const auto state = [](const std::string& text) { return parse_number(text.data(), text.data() + text.size()).state; };
  CHECK(state("1e999") == NumberState::too_large);
  CHECK(state("-1e999") == NumberState::too_large);
  CHECK(state("1e-999") == NumberState::finite);
  CHECK(state("inf") == NumberState::not_finite);
  CHECK(state("NaN") == NumberState::not_finite);
  CHECK(state("") == NumberState::none);
  CHECK(state("-") == NumberState::none);
  CHECK(state("+-1") == NumberState::none);
  CHECK(state(".") == NumberState::none);
  CHECK(state("-.5") == NumberState::finite);
  const std::string zero = "-0";
  CHECK(std::signbit(parse_number(zero.data(), zero.data() + 2).value));
}

}  // namespace strads::io

#include "io/dataset.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <new>

#include "core/in_parallel.hpp"
#include "io/number.hpp"
#include "io/readers.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::io {
namespace {

constexpr std::size_t kLook = 65536;  // bytes that tell text from binary data

// Without what compression appends.
std::string_view plain_name(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (path.ends_with(".zst")) path.remove_suffix(4);
  return path;
}

bool looks_like_csv(std::string_view bytes) {
  return bytes.substr(0, bytes.find('\n')).find_first_of(",;\t") != std::string_view::npos;
}

Dataset read(const Input& input, const ReadOptions& options) {
  const std::string_view bytes = input.bytes;
  const std::string_view name = plain_name(input.path);
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw malformed({input.path}, "data", "", "an empty file");
  }
  if (looks_like_npy(bytes) || name.ends_with(".npy")) return read_npy(input, options);
  if (looks_like_bed(bytes)) return read_bed(input, options);
  // Archives, UTF-16: no format of text has a zero byte.
  if (bytes.substr(0, kLook).find('\0') != std::string_view::npos) {
    throw malformed({input.path}, "text (UTF-8), a NumPy array or PLINK genotypes", "", "other binary data");
  }
  if (looks_like_matrix_market(bytes)) return read_matrix_market(input, options);
  if (looks_like_libsvm(bytes)) return read_libsvm(input, options);
  if (name.ends_with(".mtx")) return read_matrix_market(input, options);
  if (name.ends_with(".csv") || name.ends_with(".tsv")) return read_csv(input, options);
  static constexpr std::array<std::string_view, 4> libsvm = {".svm", ".libsvm", ".svmlight", ".binary"};
  for (const auto extension : libsvm) {
    if (name.ends_with(extension)) return read_libsvm(input, options);
  }
  return looks_like_csv(bytes) ? read_csv(input, options) : read_libsvm(input, options);
}

template <class Read>
auto with_memory(const std::string& path, const Read& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    throw Error(ErrorKind::memory, fmt::format("{}: not enough memory to read it", path));
  }
}

std::vector<double> vector_of(const Input& input, const AnyMatrix& matrix) {
  if (matrix.rows() != 1 && matrix.columns() != 1) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: a vector is needed, this is {} x {}", input.path, matrix.rows(), matrix.columns()));
  }
  std::vector<double> values(static_cast<std::size_t>(matrix.rows() * matrix.columns()));
  for (Index j = 0; j < matrix.columns(); ++j) matrix.expand(j, values.data() + j * matrix.rows());
  return values;
}

std::vector<double> numbers(const Text& text) {
  std::vector<double> values;
  bool first = true;
  for_lines(text.body, [&](std::string_view raw) {
    const auto line = trimmed(raw);
    if (line.empty()) return;
    const auto blank = line.find_last_of(" \t");
    const auto word = blank == std::string_view::npos ? line : line.substr(blank + 1);
    const Number number = parse_number(word.data(), word.data() + word.size());
    const bool whole = number.end == word.data() + word.size();
    if (number.state == NumberState::finite && whole) {
      values.push_back(number.value);
    } else if (!first || is_missing(word) || (whole && number.state != NumberState::none)) {
      throw Complaint{word.data(), expected_number(whole ? number.state : NumberState::none), word};
    }
    first = false;
  });
  return values;
}

AnyMatrix as_floats(const AnyMatrix& X, int threads) {
  const Index rows = X.rows();
  std::vector<float> values(static_cast<std::size_t>(rows * X.columns()));
  constexpr Index block = 64;
  in_parallel((X.columns() + block - 1) / block, threads, [&](Index b) {
    std::vector<double> column(static_cast<std::size_t>(rows));
    for (Index j = b * block; j < std::min(X.columns(), (b + 1) * block); ++j) {
      X.expand(j, column.data());
      std::transform(column.begin(), column.end(), values.begin() + j * rows,
                     [](double value) { return static_cast<float>(value); });
    }
  });
  return Dense<float>(rows, X.columns(), std::move(values));
}

}  // namespace

Dataset read_dataset(const std::string& path, const ReadOptions& options) {
  return with_memory(path, [&] {
    Dataset data = read(open_input(path), options);
    if (options.target && data.format != "CSV") {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{}: {} has no column names, so no column \"{}\"", path, data.format, *options.target));
    }
    if (options.pheno && data.format != "PLINK") {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{}: {} has no people whose ids {} could name", path, data.format, *options.pheno));
    }
    if (options.float_storage) {
      if (data.format == "PLINK" || data.X.stored() != data.X.rows() * data.X.columns()) {
        throw Error(ErrorKind::mismatch, fmt::format("{}: only dense columns can be stored as floats", path));
      }
      data.X = as_floats(data.X, options.threads);
    }
    return data;
  });
}

std::vector<double> read_response(const std::string& path) {
  return with_memory(path, [&] {
    const Input input = open_input(path);
    if (looks_like_npy(input.bytes)) return vector_of(input, read_npy(input, {}).X);
    if (looks_like_matrix_market(input.bytes)) return vector_of(input, read_matrix_market(input, {}).X);
    const Text text = text_of(path, input.bytes);
    std::vector<double> values;
    parse_in_parallel(text, 1, 1, [&](Index) { values = numbers(text); });
    if (values.empty()) throw malformed({path}, "numbers, one a line", "", "none");
    return values;
  });
}

void impute_means(std::string_view path, Index rows, Index columns, const std::vector<std::string>& names,
                  double* values, int threads) {
  std::vector<char> empty(static_cast<std::size_t>(columns), 0);
  in_parallel(columns, threads, [&](Index j) {
    double* column = values + j * rows;
    double total = 0;
    Index present = 0;
    for (Index i = 0; i < rows; ++i) {
      if (std::isnan(column[i])) continue;
      total += column[i];
      ++present;
    }
    empty[static_cast<std::size_t>(j)] = present == 0 ? 1 : 0;
    const double mean = total / static_cast<double>(present);
    for (Index i = 0; i < rows; ++i) {
      if (std::isnan(column[i])) column[i] = mean;
    }
  });
  for (std::size_t j = 0; j < empty.size(); ++j) {
    if (empty[j] == 0) continue;
    const auto name = names.empty() ? std::to_string(j + 1) : fmt::format("{} (\"{}\")", j + 1, names[j]);
    throw malformed({path}, fmt::format("a value in column {}", name), "", "missing values only");
  }
}

}  // namespace strads::io

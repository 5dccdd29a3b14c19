#include "io/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/in_parallel.hpp"
#include "io/foreign.hpp"
#include "io/readers.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::io {
namespace {

// Without what compression appends.
std::string_view plain_name(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (path.ends_with(".zst")) path.remove_suffix(4);
  return path;
}

Dataset read(const Input& input, const ReadOptions& options) {
  const std::string_view bytes = input.bytes;
  const std::string_view name = plain_name(input.path);
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw malformed({input.path}, "data", "", "an empty file");
  }
  if (looks_like_npy(bytes) || name.ends_with(".npy")) return read_npy(input, options);
  if (looks_like_bed(bytes) && foreign_kind(input) == nullptr) return read_bed(input, options);
  refuse_foreign(input);
  if (looks_like_matrix_market(bytes)) return read_matrix_market(input, options);
  if (looks_like_libsvm(bytes)) return read_libsvm(input, options);
  if (name.ends_with(".mtx")) return read_matrix_market(input, options);
  static constexpr std::array<std::string_view, 4> libsvm = {".svm", ".libsvm", ".svmlight", ".binary"};
  for (const auto extension : libsvm) {
    if (name.ends_with(extension)) return read_libsvm(input, options);
  }
  return read_csv(input, options);
}

// A column whose numbers a float holds: none beyond its range, not all of them below it.
void check_range(const std::string& path, Index j, double largest) {
  using Float = std::numeric_limits<float>;
  if (largest == 0 || (largest >= Float::min() && largest <= Float::max())) return;
  throw Error(
      ErrorKind::mismatch,
      fmt::format("{}: column {} has numbers of up to {:.3g}, which --storage float cannot hold ({:.2g} to {:.2g})",
                  path, j + 1, largest, Float::min(), Float::max()));
}

AnyMatrix as_floats(const std::string& path, const AnyMatrix& X, const Dense<double>::Missing& missing, int threads) {
  const Index rows = X.rows();
  const std::shared_ptr<float[]> values(new float[static_cast<std::size_t>(rows * X.columns())]);
  std::vector<double> largest(static_cast<std::size_t>(X.columns()), 0.0);
  constexpr Index block = 64;
  in_parallel((X.columns() + block - 1) / block, threads, [&](Index b) {
    std::vector<double> column(static_cast<std::size_t>(rows));
    for (Index j = b * block; j < std::min(X.columns(), (b + 1) * block); ++j) {
      X.expand(j, column.data());
      for (const double value : column) largest[j] = std::max(largest[j], std::abs(value));
      std::transform(column.begin(), column.end(), values.get() + j * rows,
                     [](double value) { return static_cast<float>(value); });
    }
  });
  for (Index j = 0; j < X.columns(); ++j) check_range(path, j, largest[static_cast<std::size_t>(j)]);
  return Dense<float>(rows, X.columns(), values, missing);
}

}  // namespace

Dataset read_dataset(const std::string& path, const ReadOptions& options) {
  return with_memory(path, [&] {
    Dataset data = read(open_input(path), options);
    if (data.format == "PLINK" && (options.target || !options.drop.empty())) {
      throw Error(
          ErrorKind::mismatch,
          fmt::format("{}: --target and --drop are for tables; the phenotype of genotypes is that of the .fam, of "
                      "--pheno FILE or of -y FILE",
                      path));
    }
    if (data.format != "CSV" && (options.target || !options.drop.empty())) {
      throw Error(ErrorKind::mismatch, fmt::format("{}: {} has no column names, so no column \"{}\"", path, data.format,
                                                   options.target ? *options.target : options.drop.front()));
    }
    if ((options.pheno || options.covar) && data.format != "PLINK") {
      throw Error(ErrorKind::mismatch, fmt::format("{}: {} has no people whose ids {} could name", path, data.format,
                                                   options.pheno ? *options.pheno : options.covar->path));
    }
    if (options.float_storage) {
      if (data.format == "PLINK" || data.X.stored() != data.X.rows() * data.X.columns()) {
        throw Error(ErrorKind::mismatch, fmt::format("{}: only dense columns can be stored as floats", path));
      }
      if (data.check) std::exchange(data.check, {})();  // what is no number is told before what is too large a one
      data.X = as_floats(path, data.X, data.missing, options.threads);
    }
    return data;
  });
}

}  // namespace strads::io

#include <utility>

#include "io/dataset.hpp"
#include "io/door/words.hpp"
#include "strads/io.hpp"

namespace strads {
namespace {

io::ReadOptions readable(const MatrixOptions& options) {
  io::require_decimal(options.decimal);
  io::require_threads(options.threads);
  io::require_option(options.index_base == 0 || options.index_base == 1, "`index_base` must be 0 or 1");
  io::require_option(options.pheno || !options.pheno_name, "`pheno_name` needs `pheno`");
  io::ReadOptions how;
  how.target = options.target;
  how.drop = options.drop;
  how.decimal = options.decimal;
  how.header = options.header;
  how.index_base = options.index_base;
  how.response = options.response;
  how.pheno = options.pheno;
  how.pheno_name = options.pheno_name;
  how.impute_mean = options.impute_mean;
  how.float_storage = options.float_storage;
  how.threads = options.threads;
  return how;
}

}  // namespace

MatrixFile read_matrix(const std::string& path, const MatrixOptions& options) {
  io::Dataset data = io::told_with_options([&] { return io::read_dataset(path, readable(options)); });
  MatrixFile file;
  file.X = std::move(data.X);
  file.y = std::move(data.y);
  file.names = std::move(data.names);
  file.people = std::move(data.people);
  file.format = std::move(data.format);
  file.missing = data.missing ? static_cast<Index>(data.missing->size()) : 0;
  file.left_out = data.left_out;
  for (auto& note : data.notes) file.notes.push_back(io::with_options(std::move(note)));
  return file;
}

std::vector<double> read_numbers(const std::string& path, char decimal) {
  io::require_decimal(decimal);
  return io::told_with_options([&] { return io::read_numbers(path, {.decimal = decimal}).values; });
}

}  // namespace strads

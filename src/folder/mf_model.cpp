#include "folder/mf_model.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "core/words.hpp"
#include "folder/biases.hpp"
#include "folder/names.hpp"
#include "io/dataset.hpp"
#include "io/input.hpp"
#include "io/output/npy.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::folder {
namespace {

struct Shape {
  Index users = 0;
  Index items = 0;
  Index rank = 0;
  bool bias = false;
};

Shape shape_of(const Json& summary) {
  const auto& settings = summary.at("settings");
  return {summary.at("users").get<Index>(), summary.at("items").get<Index>(), settings.at("rank").get<Index>(),
          settings.at("bias").get<bool>()};
}

[[noreturn]] void disagree(const std::string& path, const std::string& found, const std::string& expected) {
  throw Error(ErrorKind::mismatch,
              fmt::format("{} has {}, but {} beside it says {}", path, found, summary_file, expected));
}

void write_factors(const mf::Factors& factors, const char* name, io::OutputDirectory& directory) {
  directory.write(name, [&](io::OutputFile& file) {
    io::write_npy_header(file, factors.rows(), factors.rank());
    for (Index row = 0; row < factors.rows(); ++row) io::write_npy_floats(file, factors.row(row), factors.rank());
  });
}

mf::Factors read_factors(const std::string& path, Index rows, Index rank, int threads) {
  io::ReadOptions how;
  how.threads = threads;
  const AnyMatrix X = io::read_dataset(path, how).X;
  if (X.rows() != rows || X.columns() != rank) {
    disagree(path, fmt::format("{} x {} numbers", X.rows(), X.columns()), fmt::format("{} x {}", rows, rank));
  }
  mf::Factors factors(rows, rank);
  std::vector<double> column(static_cast<std::size_t>(rows));
  for (Index k = 0; k < rank; ++k) {
    X.expand(k, column.data());
    for (Index row = 0; row < rows; ++row) factors.row(row)[k] = static_cast<float>(column[row]);
  }
  return factors;
}

// One id a line, as they stand.
void write_ids(const io::Ids& ids, const char* name, io::OutputDirectory& directory) {
  directory.write(name, [&](io::OutputFile& file) {
    for (Index k = 0; k < ids.size(); ++k) file.write(fmt::format("{}\n", ids.name(k)));
  });
}

io::Ids read_ids(const std::string& path, Index expected, std::string_view side) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  io::Ids ids;
  io::for_lines(text.body, [&](std::string_view id) {
    const Index line = ids.size() + 1;
    if (id.empty()) throw malformed({path, line}, "an id", "", "an empty line");
    if (ids.find(id) >= 0) throw malformed({path, line}, "an id that is new", id);
    if (!io::is_plain_id(id)) throw malformed({path, line}, "an id without tabs and control characters", id);
    ids.insert(id);
  });
  if (ids.size() != expected) disagree(path, plural(ids.size(), "id"), plural(expected, side));
  return ids;
}

}  // namespace

void write_mf_model(const mf::Factorization& model, const io::Ids& users, const io::Ids& items,
                    io::OutputDirectory& directory) {
  write_factors(model.users, users_file, directory);
  write_factors(model.items, items_file, directory);
  write_ids(users, user_ids_file, directory);
  write_ids(items, item_ids_file, directory);
  if (model.bias) write_biases(model, users, items, directory);
}

MfModel read_mf_model(const FitFolder& folder, int threads) {
  if (folder.command() != mf_command) {
    throw Error(ErrorKind::mismatch, fmt::format("{} holds what strads {} made; expected the DIR of strads {} --out",
                                                 folder.path(), folder.command(), mf_command));
  }
  const Shape shape = folder.from_summary(shape_of);
  MfModel model;
  model.users = read_ids(folder.file(user_ids_file), shape.users, "user");
  model.items = read_ids(folder.file(item_ids_file), shape.items, "item");
  model.factors.users = read_factors(folder.file(users_file), shape.users, shape.rank, threads);
  model.factors.items = read_factors(folder.file(items_file), shape.items, shape.rank, threads);
  model.factors.bias = shape.bias;
  model.factors.find_typical();
  if (shape.bias) read_biases(folder.file(biases_file), model.users, model.items, model.factors);
  return model;
}

}  // namespace strads::folder

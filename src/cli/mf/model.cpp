#include "cli/mf/model.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "cli/terminal/words.hpp"
#include "folder/names.hpp"
#include "io/dataset.hpp"
#include "io/input.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

struct Shape {
  Index users = 0;
  Index items = 0;
  Index rank = 0;
  bool bias = false;
};

Shape from_summary(const nlohmann::json& summary) {
  const auto& settings = summary.at("settings");
  return {summary.at("users").get<Index>(), summary.at("items").get<Index>(), settings.at("rank").get<Index>(),
          settings.at("bias").get<bool>()};
}

[[noreturn]] void disagree(const std::string& path, const std::string& found, const std::string& expected) {
  throw Error(ErrorKind::mismatch, fmt::format("{} has {}, but summary.json beside it says {}", path, found, expected));
}

mf::Factors read_factors(const std::string& path, Index rows, Index rank, int threads) {
  io::ReadOptions how;
  how.threads = threads;
  const io::Dataset data = io::read_dataset(path, how);
  const AnyMatrix& X = data.X;
  if (data.format != "npy") throw Error(ErrorKind::malformed, path + ": expected a .npy file, found " + data.format);
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

// One id a line, as they stand. Throws Error: file, malformed (an empty line).
std::vector<std::string> read_ids(const std::string& path) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  std::vector<std::string> ids;
  io::for_lines(text.body, [&](std::string_view line) {
    if (line.empty()) throw malformed({path, static_cast<Index>(ids.size()) + 1}, "an id", "", "an empty line");
    ids.emplace_back(line);
  });
  return ids;
}

io::Ids read_known(const std::string& path, Index expected, std::string_view side) {
  io::Ids ids;
  Index line = 0;
  for (const auto& id : read_ids(path)) {
    if (ids.insert(id) != line++) throw malformed({path, line}, "an id that is new", id);
    if (!io::is_plain_id(id)) throw malformed({path, line}, "an id without tabs and control characters", id);
  }
  if (line != expected) disagree(path, plural(line, "id"), plural(expected, side));
  return ids;
}

// The lines of biases.tsv.
class Biases {
 public:
  Biases(const std::string& path, MfModel& model) : path_(path), model_(model) {
    const io::Input input = io::open_input(path);
    io::for_lines(input.bytes, [&](std::string_view line) {
      if (++line_ > 1) {
        take(line);
      } else if (line != "kind\tid\tvalue") {
        throw malformed({path_, line_}, "the header of biases.tsv", line);
      }
    });
    const auto expected = 1 + model.users.size() + model.items.size();
    if (taken_ != expected) {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{} has {}, but there are {}, {} and the mean", path, plural(taken_, "bias value"),
                              plural(model.users.size(), "user"), plural(model.items.size(), "item")));
    }
  }

 private:
  void take(std::string_view line) {
    const auto first = line.find('\t');
    const auto last = line.rfind('\t');
    if (last == std::string_view::npos || first == last) {
      throw malformed({path_, line_}, "3 columns separated by tabs", line);
    }
    const std::string_view kind = line.substr(0, first);
    const std::string_view id = line.substr(first + 1, last - first - 1);
    const std::string_view cell = line.substr(last + 1);
    double value = 0;
    const auto [stop, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || stop != cell.data() + cell.size() || !std::isfinite(value)) {
      throw malformed({path_, line_}, "a finite number", cell, "nothing");
    }
    ++taken_;
    if (kind == "mean") {
      model_.factors.mean = value;
    } else if (kind == "user") {
      bias(model_.users, model_.factors.users, id) = static_cast<float>(value);
    } else if (kind == "item") {
      bias(model_.items, model_.factors.items, id) = static_cast<float>(value);
    } else {
      throw malformed({path_, line_}, "mean, user or item", kind, "nothing");
    }
  }

  [[nodiscard]] float& bias(const io::Ids& ids, mf::Factors& factors, std::string_view id) const {
    const Index position = ids.find(id);
    if (position < 0) {
      throw Error(ErrorKind::mismatch, fmt::format("{}:{}: \"{}\" is none of the model's ids", path_, line_, id));
    }
    return factors.bias(position);
  }

  const std::string& path_;
  MfModel& model_;
  Index line_ = 0;
  Index taken_ = 0;
};

}  // namespace

MfModel read_mf_model(const ModelDirectory& directory, int threads) {
  if (directory.command() != "mf") {
    throw Error(ErrorKind::mismatch, fmt::format("{} holds what strads {} made; expected the DIR of strads mf --out",
                                                 directory.path(), directory.command()));
  }
  const Shape shape = directory.from_summary(from_summary);
  MfModel model;
  model.users = read_known(directory.file(folder::user_ids_file), shape.users, "user");
  model.items = read_known(directory.file(folder::item_ids_file), shape.items, "item");
  model.factors.users = read_factors(directory.file(folder::users_file), shape.users, shape.rank, threads);
  model.factors.items = read_factors(directory.file(folder::items_file), shape.items, shape.rank, threads);
  model.factors.bias = shape.bias;
  model.factors.find_typical();
  if (shape.bias) Biases(directory.file(folder::biases_file), model);
  return model;
}
}  // namespace strads::cli

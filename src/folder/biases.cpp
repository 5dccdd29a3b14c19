#include "folder/biases.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>

#include "core/words.hpp"
#include "folder/bias_lines.hpp"
#include "folder/names.hpp"
#include "io/input.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::folder {
namespace {

void write_side(std::string_view kind, const io::Ids& ids, const mf::Factors& factors, io::OutputFile& file) {
  for (Index k = 0; k < ids.size(); ++k) file.write(fmt::format("{}\t{}\t{}\n", kind, ids.name(k), factors.bias(k)));
}

class BiasReader {
 public:
  BiasReader(const std::string& path, const io::Ids& users, const io::Ids& items, mf::Factorization& model)
      : path_(path), users_(users), items_(items), model_(model) {}

  void read() {
    const io::Input input = io::open_input(path_);
    io::for_lines(input.bytes, [&](std::string_view line) {
      if (++line_ > 1) {
        take(line);
      } else if (line != bias_columns) {
        throw malformed({path_, line_}, fmt::format("the header of {}", biases_file), line);
      }
    });
    if (taken_ != 1 + users_.size() + items_.size()) {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{} has {}, but there are {}, {} and the mean", path_, plural(taken_, "bias value"),
                              plural(users_.size(), "user"), plural(items_.size(), "item")));
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
    const double value = number_of(line.substr(last + 1));
    ++taken_;
    if (kind == bias_of_all) {
      model_.mean = value;
    } else if (kind == bias_of_user) {
      bias(users_, model_.users, id) = static_cast<float>(value);
    } else if (kind == bias_of_item) {
      bias(items_, model_.items, id) = static_cast<float>(value);
    } else {
      throw malformed({path_, line_}, fmt::format("{}, {} or {}", bias_of_all, bias_of_user, bias_of_item), kind,
                      "nothing");
    }
  }

  [[nodiscard]] double number_of(std::string_view cell) const {
    double value = 0;
    const auto [stop, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error == std::errc() && stop == cell.data() + cell.size() && std::isfinite(value)) return value;
    throw malformed({path_, line_}, "a finite number", cell, "nothing");
  }

  [[nodiscard]] float& bias(const io::Ids& ids, mf::Factors& factors, std::string_view id) const {
    const Index position = ids.find(id);
    if (position >= 0) return factors.bias(position);
    throw Error(ErrorKind::mismatch, fmt::format("{}:{}: \"{}\" is none of the model's ids", path_, line_, id));
  }

  const std::string& path_;
  const io::Ids& users_;
  const io::Ids& items_;
  mf::Factorization& model_;
  Index line_ = 0;
  Index taken_ = 0;
};

}  // namespace

void write_biases(const mf::Factorization& model, const io::Ids& users, const io::Ids& items,
                  io::OutputDirectory& directory) {
  directory.write(biases_file, [&](io::OutputFile& file) {
    file.write(fmt::format("{}\n{}\t\t{}\n", bias_columns, bias_of_all, model.mean));
    write_side(bias_of_user, users, model.users, file);
    write_side(bias_of_item, items, model.items, file);
  });
}

void read_biases(const std::string& path, const io::Ids& users, const io::Ids& items, mf::Factorization& model) {
  BiasReader(path, users, items, model).read();
}

}  // namespace strads::folder

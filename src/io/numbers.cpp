// A number a line.
#include <algorithm>

#include "core/one_line.hpp"
#include "io/dataset.hpp"
#include "io/foreign.hpp"
#include "io/readers.hpp"
#include "io/table_cells.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

std::vector<double> vector_of(const Input& input, const AnyMatrix& matrix) {
  if (matrix.rows() != 1 && matrix.columns() != 1) {
    throw Error(ErrorKind::mismatch, input.path + ": a vector is needed, this is " + std::to_string(matrix.rows()) +
                                         " x " + std::to_string(matrix.columns()));
  }
  std::vector<double> values(static_cast<std::size_t>(matrix.rows() * matrix.columns()));
  for (Index j = 0; j < matrix.columns(); ++j) matrix.expand(j, values.data() + j * matrix.rows());
  return values;
}

// Whatever parts decimals.
bool is_word(std::string_view cell) {
  return kind_of(cell, {' ', '.'}) == CellKind::word && kind_of(cell, {' ', ','}) == CellKind::word;
}

class NumberLines {
 public:
  NumberLines(const NumbersOptions& options, Numbers& numbers) : options_(options), numbers_(numbers) {}

  void take(std::string_view whole) {
    const auto line = trimmed(whole);
    const bool first = numbers_.values.empty() && !numbers_.header;
    if (line.empty()) {
      if (first) return;
      throw Complaint{whole.data(), "a number", "", "an empty line"};
    }
    if (first && line.front() == '#') return;
    const auto cell = trimmed(only_cell(line, first));
    const Number number = number_in(cell, options_.decimal);
    const bool ends = number.state != NumberState::none && number.end == cell.data() + cell.size();
    if (ends && number.state == NumberState::finite) {
      numbers_.values.push_back(number.value);
    } else if (const auto value = logical(cell)) {
      numbers_.values.push_back(*value);
    } else if (first && is_word(cell)) {
      numbers_.header = one_line(unescaped(cell));
    } else {
      throw Complaint{cell.data(), expected_number(ends ? number.state : NumberState::none), cell, "an empty cell",
                      hint_at(cell, ends)};
    }
  }

 private:
  [[nodiscard]] std::string hint_at(std::string_view cell, bool infinite) const {
    if (is_missing(cell)) return "";
    if (infinite) return options_.if_infinite;
    return is_word(cell) ? options_.if_word : hint_at_decimals(cell, options_.decimal);
  }

  // Without quotes. A first line of words that only blanks part is one name.
  [[nodiscard]] std::string_view only_cell(std::string_view line, bool first) const {
    const TableForm form{separator_in(line), options_.decimal};
    const auto cells = cells_of(line, form);
    if (cells.size() == 1) return cells.front();
    const bool name = first && form.separator == ' ' && std::all_of(cells.begin(), cells.end(), is_word);
    if (name) return line;
    const bool comma = form.separator == ',' && cells.size() == 2 && has_inner_comma(line);
    throw Complaint{line.data(), "one number a line", "", std::to_string(cells.size()) + " columns",
                    comma ? reads_decimal_commas : options_.if_columns};
  }

  // Behind a quoted cell, or anywhere; a line end where there is none.
  [[nodiscard]] char separator_in(std::string_view line) const {
    if (line.front() == '"') line.remove_prefix(std::min(line.find('"', 1), line.size()));
    for (const char separator : std::string_view("\t,;| ")) {
      if (separator != options_.decimal && line.find(separator) != std::string_view::npos) return separator;
    }
    return '\n';
  }

  const NumbersOptions& options_;
  Numbers& numbers_;
};

}  // namespace

Numbers read_numbers(const std::string& path, const NumbersOptions& options) {
  return with_memory(path, [&] {
    const Input input = open_input(path);
    Numbers numbers;
    if (looks_like_npy(input.bytes)) {
      ReadOptions vector;
      vector.vector = true;
      numbers.values = vector_of(input, read_npy(input, vector).X);
      return numbers;
    }
    refuse_foreign(input);
    if (looks_like_matrix_market(input.bytes)) {
      numbers.values = vector_of(input, read_matrix_market(input, {}).X);
      return numbers;
    }
    const Text text = text_of(path, input.bytes);
    const auto last = text.body.find_last_not_of(" \t\r\n");
    parse_in_parallel(text, 1, 1, [&](Index) {
      NumberLines lines(options, numbers);
      for_lines(text.body.substr(0, last + 1), [&](std::string_view line) { lines.take(line); });
    });
    if (numbers.values.empty()) throw malformed({path}, "numbers, one a line", "", "none");
    return numbers;
  });
}

std::vector<double> read_response(const std::string& path) { return read_numbers(path).values; }

}  // namespace strads::io

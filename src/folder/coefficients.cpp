#include "folder/coefficients.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>
#include <vector>

#include "io/input.hpp"
#include "io/text.hpp"

namespace strads::folder {
namespace {

using Cells = std::vector<std::string_view>;

void cut_at_tabs(std::string_view line, Cells& cells) {
  cells.clear();
  for (std::size_t tab = 0; tab != std::string_view::npos;) {
    tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab != std::string_view::npos) line.remove_prefix(tab + 1);
  }
}

template <class T>
T number_of(std::string_view cell, T low, T high, std::string_view expected) {
  T value{};
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  if (error == std::errc() && stop == end && value >= low && value <= high) return value;
  throw io::Complaint{cell.data(), std::string(expected), cell, "nothing"};
}

// The lines of a file whose header is known.
class CoefficientLines {
 public:
  CoefficientLines(Index points, Index columns, bool genotypes)
      : last_point_(points - 1),
        last_column_(columns - 1),
        genotypes_(genotypes),
        a_point_(fmt::format("a step from 0 to {}", last_point_)),
        a_column_(fmt::format("a column from -1 to {}", last_column_)) {
    cut_at_tabs(coefficient_columns, cells_);
    if (genotypes) width_ = static_cast<std::size_t>(std::count(variant_columns.begin(), variant_columns.end(), '\t'));
    width_ += cells_.size();
  }

  Coefficient take(std::string_view line) {
    constexpr double most = std::numeric_limits<double>::max();
    constexpr Index farthest = std::numeric_limits<Index>::max();
    cut_at_tabs(line, cells_);
    if (cells_.size() != width_) {
      throw io::Complaint{line.data(), fmt::format("{} columns separated by tabs", width_), line, "an empty line"};
    }
    Coefficient coefficient{number_of<Index>(cells_[0], 0, last_point_, a_point_),
                            number_of<Index>(cells_[2], -1, last_column_, a_column_),
                            cells_[3],
                            number_of(cells_[4], -most, most, "a finite number"),
                            number_of(cells_[5], -most, most, "a finite number"),
                            number_of(cells_[6], 0.0, most, "a deviation from 0 on")};
    if (genotypes_) {
      coefficient.variant = {cells_[7], number_of(cells_[8], -farthest, farthest, "a position"), cells_[9], cells_[10]};
    }
    return coefficient;
  }

 private:
  Index last_point_;
  Index last_column_;
  bool genotypes_;
  std::string a_point_;
  std::string a_column_;
  std::size_t width_ = 0;
  Cells cells_;
};

bool read_body(std::string_view body, Index points, Index columns, const std::function<void(const Coefficient&)>& use) {
  const char* at = body.data();
  const char* end = at + body.size();
  const auto header = at < end ? io::take_line(at, end) : body;
  const bool genotypes = header == std::string(coefficient_columns) + std::string(variant_columns);
  if (header != coefficient_columns && !genotypes) {
    throw io::Complaint{header.data(), "the header of coefficients.tsv (was it written by this version of strads?)",
                        header, "nothing"};
  }
  if (!body.ends_with('\n')) throw io::Complaint{end, "a line break at the end", "", "the end of the file"};
  CoefficientLines lines(points, columns, genotypes);
  while (at < end) use(lines.take(io::take_line(at, end)));
  return genotypes;
}

}  // namespace

bool read_coefficients(const std::string& path, Index points, Index columns,
                       const std::function<void(const Coefficient&)>& use) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  try {
    return read_body(text.body, points, columns, use);
  } catch (const io::Complaint& complaint) {
    io::raise(text, complaint);
  }
}

}  // namespace strads::folder

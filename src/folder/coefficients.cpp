#include "folder/coefficients.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <system_error>
#include <unordered_map>
#include <vector>

#include "folder/names.hpp"
#include "io/input.hpp"
#include "io/text.hpp"

namespace strads::folder {
namespace {

// The columns, and those that follow for genotypes.
constexpr std::string_view coefficient_columns = "step\tlambda\tindex\tname\tvalue\tmean\tdeviation";
constexpr std::string_view variant_columns = "\tchromosome\tposition\tallele1\tallele2";

std::string header_of(bool genotypes) {
  return std::string(coefficient_columns) + std::string(genotypes ? variant_columns : "");
}

constexpr Index intercept = -1;  // its index

ModelColumn about_intercept() { return {intercept, "(intercept)"}; }

// A line's cells behind those of its point: those before the value, and those after.
struct ColumnCells {
  std::string before;
  std::string after;
};

ColumnCells cells_of(const ModelColumn& column, bool genotypes) {
  ColumnCells cells{fmt::format("\t{}\t{}\t", column.index, column.name),
                    fmt::format("\t{:.17g}\t{:.17g}", column.mean, column.deviation)};
  const auto& [chromosome, position, allele1, allele2] = column.variant;
  if (genotypes) cells.after += fmt::format("\t{}\t{}\t{}\t{}", chromosome, position, allele1, allele2);
  return cells;
}

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
    const std::string header = header_of(genotypes);
    width_ = static_cast<std::size_t>(std::count(header.begin(), header.end(), '\t')) + 1;
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
  const bool genotypes = header == header_of(true);
  if (!genotypes && header != header_of(false)) {
    throw io::Complaint{header.data(),
                        fmt::format("the header of {} (was it written by this version of strads?)", coefficients_file),
                        header, "nothing"};
  }
  if (!body.ends_with('\n')) throw io::Complaint{end, "a line break at the end", "", "the end of the file"};
  CoefficientLines lines(points, columns, genotypes);
  while (at < end) use(lines.take(io::take_line(at, end)));
  return genotypes;
}

}  // namespace

void write_coefficients(std::span<const linear::Point> points, bool genotypes,
                        const std::function<ModelColumn(Index)>& about, io::OutputDirectory& directory) {
  directory.write(coefficients_file, [&](io::OutputFile& file) {
    file.write(header_of(genotypes) + "\n");
    std::unordered_map<Index, ColumnCells> columns;  // the same at every point
    std::string line;
    for (std::size_t k = 0; k < points.size(); ++k) {
      const std::string point = fmt::format("{}\t{:.17g}", k, points[k].lambda);
      const auto write = [&](Index index, double value) {
        if (value == 0) return;
        const auto [cells, fresh] = columns.try_emplace(index);
        if (fresh) cells->second = cells_of(index == intercept ? about_intercept() : about(index), genotypes);
        const auto& [before, after] = cells->second;
        line.clear();
        fmt::format_to(std::back_inserter(line), FMT_COMPILE("{}{}{:.17g}{}\n"), point, before, value, after);
        file.write(line);
      };
      write(intercept, points[k].intercept);
      for (std::size_t i = 0; i < points[k].index.size(); ++i) write(points[k].index[i], points[k].value[i]);
    }
  });
}

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

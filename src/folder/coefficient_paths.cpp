#include "folder/coefficient_paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "io/input.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"
#include "strads/index.hpp"

namespace strads::folder {
namespace {

constexpr std::string_view header = "step\tlambda\tindex\tname\tvalue\tmean\tdeviation";  // and more for genotypes

struct Coefficient {
  std::size_t step = 0;
  Index index = 0;
  std::string_view name;
  double value = 0;
  double deviation = 0;
};

void cut(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  for (std::size_t tab = 0; tab != std::string_view::npos;) {
    tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab != std::string_view::npos) line.remove_prefix(tab + 1);
  }
}

template <class T>
T parse(std::string_view cell, T low, T high, std::string_view expected) {
  T value{};
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  if (error == std::errc() && stop == end && value >= low && value <= high) return value;
  throw io::Complaint{cell.data(), std::string(expected), cell, "nothing"};
}

Coefficient coefficient_of(const std::vector<std::string_view>& cells, std::size_t steps, std::string_view a_step) {
  constexpr double most = std::numeric_limits<double>::max();
  return {parse<std::size_t>(cells[0], 0, steps - 1, a_step),
          parse<Index>(cells[2], -1, std::numeric_limits<Index>::max(), "a column, or -1"), cells[3],
          parse<double>(cells[4], -most, most, "a finite number"),
          parse<double>(cells[6], 0, most, "a deviation from 0 on")};
}

// use(coefficient) for each, but the intercepts.
template <class Use>
void for_coefficients(std::string_view body, std::size_t steps, const Use& use) {
  const char* at = body.data();
  const char* end = at + body.size();
  const auto first = at < end ? io::take_line(at, end) : body.substr(body.size());
  if (!first.starts_with(header)) throw io::Complaint{first.data(), "the header of coefficients.tsv", first, "nothing"};
  std::vector<std::string_view> cells;
  cut(first, cells);
  const std::size_t columns = cells.size();
  const std::string a_step = fmt::format("a step below {}", steps);
  if (!body.ends_with('\n')) throw io::Complaint{end, "a line break at the end", "", "the end of the file"};
  while (at < end) {
    const auto line = io::take_line(at, end);
    cut(line, cells);
    if (cells.size() != columns) {
      throw io::Complaint{line.data(), fmt::format("{} columns separated by tabs", columns), line, "an empty line"};
    }
    const Coefficient coefficient = coefficient_of(cells, steps, a_step);
    if (coefficient.index >= 0) use(coefficient);
  }
}

// A column's largest |value| of all steps, then of each that is chosen.
struct Size {
  Coefficient column;
  std::vector<double> largest;
};

std::vector<Size> sizes_of(std::string_view body, std::size_t steps, std::span<const std::size_t> chosen) {
  std::unordered_map<Index, Size> found;
  for_coefficients(body, steps, [&](const Coefficient& coefficient) {
    auto [at, fresh] = found.try_emplace(coefficient.index);
    Size& size = at->second;
    if (fresh) size = {coefficient, std::vector<double>(1 + chosen.size(), 0.0)};
    const double value = std::abs(coefficient.value);
    size.largest[0] = std::max(size.largest[0], value);
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      if (coefficient.step == chosen[k]) size.largest[k + 1] = value;
    }
  });
  std::vector<Size> sizes;
  sizes.reserve(found.size());
  for (auto& [index, size] : found) sizes.push_back(std::move(size));
  return sizes;
}

// Moves the largest by `measure` to the front; returns how many of them are to be kept.
template <class Measure>
std::size_t sort_largest(std::vector<Size>& sizes, std::size_t most, const Measure& measure) {
  const std::size_t count = std::min(sizes.size(), most);
  std::partial_sort(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(count), sizes.end(),
                    [&](const Size& a, const Size& b) {
                      const double x = measure(a);
                      const double y = measure(b);
                      return x != y ? x > y : a.column.index < b.column.index;
                    });
  return count;
}

std::vector<CoefficientPath> largest_paths(std::string_view body, std::size_t steps,
                                           std::span<const std::size_t> chosen, std::size_t most) {
  std::vector<Size> sizes = sizes_of(body, steps, chosen);
  std::unordered_map<Index, std::size_t> places;  // of columns among the paths
  for (std::size_t k = 0; k <= chosen.size(); ++k) {
    for (const bool standardized : {false, true}) {
      const auto measure = [k, standardized](const Size& size) {
        return size.largest[k] * (standardized ? size.column.deviation : 1.0);
      };
      const std::size_t count = sort_largest(sizes, most, measure);
      for (std::size_t i = 0; i < count && measure(sizes[i]) > 0; ++i) places[sizes[i].column.index] = 0;
    }
  }
  (void)sort_largest(sizes, sizes.size(), [](const Size& size) { return size.largest[0]; });
  std::vector<CoefficientPath> paths;
  for (const auto& [column, largest] : sizes) {
    const auto place = places.find(column.index);
    if (place == places.end()) continue;
    place->second = paths.size();
    paths.push_back({std::string(column.name), std::vector<double>(steps, 0.0), column.deviation});
  }
  for_coefficients(body, steps, [&](const Coefficient& coefficient) {
    const auto place = places.find(coefficient.index);
    if (place != places.end()) paths[place->second].values[coefficient.step] = coefficient.value;
  });
  return paths;
}

}  // namespace

std::vector<CoefficientPath> read_largest_paths(const std::string& path, std::size_t steps,
                                                std::span<const std::size_t> chosen, std::size_t most) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  try {
    return largest_paths(text.body, steps, chosen, most);
  } catch (const io::Complaint& complaint) {
    io::raise(text, complaint);
  }
}

}  // namespace strads::folder

#include "report/coefficient_paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>
#include <unordered_map>

#include "io/input.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"
#include "strads/problem.hpp"

namespace strads::report {
namespace {

constexpr std::string_view header = "step\tlambda\tindex\tname\tvalue\tmean\tdeviation";  // and more for genotypes
constexpr std::size_t used = 5;                                                           // columns of a line

struct Coefficient {
  std::size_t step = 0;
  Index index = 0;
  std::string_view name;
  double value = 0;
};

template <class T>
T parse(std::string_view cell, T low, T high, std::string_view expected) {
  T value{};
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  if (error == std::errc() && stop == end && value >= low && value <= high) return value;
  throw io::Complaint{cell.data(), std::string(expected), cell, "nothing"};
}

Coefficient parse_line(std::string_view line, std::size_t steps) {
  std::array<std::string_view, used> cells;
  std::string_view rest = line;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const auto tab = rest.find('\t');
    if (tab == std::string_view::npos) {
      throw io::Complaint{line.data(), "columns separated by tabs, as in the header", line, "an empty line"};
    }
    cells[k] = rest.substr(0, tab);
    rest.remove_prefix(std::min(rest.size(), cells[k].size() + 1));
  }
  constexpr double most = std::numeric_limits<double>::max();
  return {parse<std::size_t>(cells[0], 0, steps - 1, fmt::format("a step below {}", steps)),
          parse<Index>(cells[2], -1, std::numeric_limits<Index>::max(), "a column, or -1"), cells[3],
          parse<double>(cells[4], -most, most, "a finite number")};
}

// use(coefficient) for each, but the intercepts.
template <class Use>
void for_coefficients(std::string_view body, std::size_t steps, const Use& use) {
  const char* at = body.data();
  const char* end = at + body.size();
  const auto first = at < end ? io::take_line(at, end) : body.substr(body.size());
  if (!first.starts_with(header)) throw io::Complaint{first.data(), "the header of coefficients.tsv", first, "nothing"};
  if (!body.ends_with('\n')) throw io::Complaint{end, "a line break at the end", "", "the end of the file"};
  while (at < end) {
    const Coefficient coefficient = parse_line(io::take_line(at, end), steps);
    if (coefficient.index >= 0) use(coefficient);
  }
}

std::vector<CoefficientPath> largest_paths(std::string_view body, std::size_t steps, std::size_t most) {
  std::unordered_map<Index, Coefficient> largest;
  for_coefficients(body, steps, [&](const Coefficient& coefficient) {
    Coefficient& known = largest.try_emplace(coefficient.index, coefficient).first->second;
    if (std::abs(coefficient.value) > std::abs(known.value)) known = coefficient;
  });
  std::vector<Coefficient> order;
  order.reserve(largest.size());
  for (const auto& [index, coefficient] : largest) order.push_back(coefficient);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    const double x = std::abs(a.value);
    const double y = std::abs(b.value);
    return x != y ? x > y : a.index < b.index;
  });
  order.resize(std::min(order.size(), most));

  std::vector<CoefficientPath> paths;
  std::unordered_map<Index, std::size_t> places;
  for (const auto& [step, index, name, value] : order) {
    places[index] = paths.size();
    paths.push_back({std::string(name), std::vector<double>(steps, 0.0), value});
  }
  for_coefficients(body, steps, [&](const Coefficient& coefficient) {
    const auto place = places.find(coefficient.index);
    if (place != places.end()) paths[place->second].values[coefficient.step] = coefficient.value;
  });
  return paths;
}

}  // namespace

std::vector<CoefficientPath> read_largest_paths(const std::string& path, std::size_t steps, std::size_t most) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  try {
    return largest_paths(text.body, steps, most);
  } catch (const io::Complaint& complaint) {
    io::raise(text, complaint);
  }
}

}  // namespace strads::report

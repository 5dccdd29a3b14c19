#include "folder/coefficient_paths.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "folder/coefficients.hpp"

namespace strads::folder {
namespace {

// A column's largest |value| of all points, then of each that is chosen.
struct Size {
  Index index = 0;
  std::string name;
  double deviation = 0;
  std::vector<double> largest;
};

// A line of the file, but for its column's name and numbers.
struct Entry {
  Index index = 0;
  std::size_t point = 0;
  double value = 0;
};

// Of each column, and all lines but those of intercepts.
std::vector<Size> sizes_of(const std::string& path, std::size_t points, Index columns,
                           std::span<const std::size_t> chosen, std::vector<Entry>& entries) {
  std::unordered_map<Index, Size> found;
  const auto take = [&](const Coefficient& coefficient) {
    if (coefficient.index < 0) return;
    const auto point = static_cast<std::size_t>(coefficient.point);
    entries.push_back({coefficient.index, point, coefficient.value});
    auto [at, fresh] = found.try_emplace(coefficient.index);
    Size& size = at->second;
    if (fresh) {
      size = {coefficient.index, std::string(coefficient.name), coefficient.deviation,
              std::vector<double>(1 + chosen.size(), 0.0)};
    }
    const double value = std::abs(coefficient.value);
    size.largest[0] = std::max(size.largest[0], value);
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      if (point == chosen[k]) size.largest[k + 1] = value;
    }
  };
  (void)read_coefficients(path, static_cast<Index>(points), columns, take);
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
                      return x != y ? x > y : a.index < b.index;
                    });
  return count;
}

}  // namespace

std::vector<CoefficientPath> read_largest_paths(const std::string& path, std::size_t points, Index columns,
                                                std::span<const std::size_t> chosen, std::size_t most) {
  std::vector<Entry> entries;
  std::vector<Size> sizes = sizes_of(path, points, columns, chosen, entries);
  std::unordered_map<Index, std::size_t> places;  // of columns among the paths
  for (std::size_t k = 0; k <= chosen.size(); ++k) {
    for (const bool standardized : {false, true}) {
      const auto measure = [k, standardized](const Size& size) {
        return size.largest[k] * (standardized ? size.deviation : 1.0);
      };
      const std::size_t count = sort_largest(sizes, most, measure);
      for (std::size_t i = 0; i < count && measure(sizes[i]) > 0; ++i) places[sizes[i].index] = 0;
    }
  }
  (void)sort_largest(sizes, sizes.size(), [](const Size& size) { return size.largest[0]; });
  std::vector<CoefficientPath> paths;
  for (auto& size : sizes) {
    const auto place = places.find(size.index);
    if (place == places.end()) continue;
    place->second = paths.size();
    paths.push_back({std::move(size.name), std::vector<double>(points, 0.0), size.deviation});
  }
  for (const auto& [index, point, value] : entries) {
    const auto place = places.find(index);
    if (place != places.end()) paths[place->second].values[point] = value;
  }
  return paths;
}

}  // namespace strads::folder

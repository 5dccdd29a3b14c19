#include "io/impute.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "core/in_parallel.hpp"
#include "strads/error.hpp"

namespace strads::io {

Dense<double>::Missing find_missing(Index rows, Index columns, const double* values, int threads) {
  std::vector<std::vector<Index>> found(static_cast<std::size_t>(columns));
  in_parallel(columns, threads, [&](Index j) {
    for (Index k = j * rows; k < (j + 1) * rows; ++k) {
      if (std::isnan(values[k])) found[static_cast<std::size_t>(j)].push_back(k);
    }
  });
  auto missing = std::make_shared<std::vector<Index>>();
  for (const auto& places : found) missing->insert(missing->end(), places.begin(), places.end());
  return missing->empty() ? nullptr : Dense<double>::Missing(std::move(missing));
}

void impute_means(std::string_view path, Index rows, const std::vector<std::string>& names,
                  const Dense<double>::Missing& missing, double* values) {
  if (!missing) return;
  for (std::span<const Index> rest = *missing; !rest.empty();) {
    const Index j = rest.front() / rows;
    const auto end = std::find_if(rest.begin(), rest.end(), [&](Index at) { return at >= (j + 1) * rows; });
    const auto gaps = rest.first(static_cast<std::size_t>(end - rest.begin()));
    rest = rest.subspan(gaps.size());
    const auto present = rows - static_cast<Index>(gaps.size());
    if (present == 0) {
      const auto name = names.empty() ? std::to_string(j + 1) : fmt::format("{} (\"{}\")", j + 1, names[j]);
      throw malformed({path}, fmt::format("a value in column {}", name), "", "missing values only");
    }
    double total = 0;
    for (Index k = j * rows; k < (j + 1) * rows; ++k) {
      if (!std::isnan(values[k])) total += values[k];
    }
    for (const Index gap : gaps) values[gap] = total / static_cast<double>(present);
  }
}

}  // namespace strads::io

#include "folder/marks.hpp"

#include <algorithm>

namespace strads::folder {

std::vector<Mark> marks_of(const Json& summary) {
  std::vector<Mark> marks;
  for (const auto& [field, name, label] : choices) {
    const Json chosen = summary.value(field, Json());
    if (!chosen.is_object()) continue;
    const auto point = chosen[name].get<std::size_t>();
    const bool known = std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) { return mark.point == point; });
    if (!known) marks.push_back({point, label});
  }
  return marks;
}

std::vector<std::size_t> chosen_points(const Json& summary) {
  std::vector<std::size_t> points;
  for (const auto& mark : marks_of(summary)) points.push_back(mark.point);
  if (points.empty() && !summary.at("steps").empty()) points.push_back(summary.at("steps").size() - 1);
  return points;
}

}  // namespace strads::folder

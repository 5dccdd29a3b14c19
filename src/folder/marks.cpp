#include "folder/marks.hpp"

namespace strads::folder {

std::vector<Mark> marks_of(const Json& summary) {
  const Json chosen = summary.value("cross_validation", Json());
  if (!chosen.is_object()) return {};
  std::vector<Mark> marks = {{chosen[least_error], "least error"}};
  if (chosen[one_standard_error] != chosen[least_error]) {
    marks.push_back({chosen[one_standard_error], "one standard error"});
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

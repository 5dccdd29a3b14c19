// summary.json, checked for what a report shows of it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace strads::folder {

using Json = nlohmann::ordered_json;

// Throws Error: file; malformed, with line and column where it is no JSON, else with the place inside.
[[nodiscard]] Json read_summary(const std::string& path);

}  // namespace strads::folder

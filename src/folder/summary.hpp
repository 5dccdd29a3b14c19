// summary.json: what a command tells of its fit.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "folder/names.hpp"
#include "io/output/directory.hpp"

namespace strads::folder {

using Json = nlohmann::ordered_json;

// What is not UTF-8 in names is replaced, not fatal.
void write_summary(const Json& summary, io::OutputDirectory& directory);

// Throws Error: file; malformed, with line and column where it is no JSON, and where it is no fit's.
[[nodiscard]] Json read_summary(const std::string& path);

// Throws the Error (malformed) of a summary that is no fit's.
[[noreturn]] void refuse_summary(const std::string& path);

// Throws Error (malformed), with the place inside, unless the summary has all that a report shows.
void require_reported(const Json& summary, const std::string& path);

}  // namespace strads::folder

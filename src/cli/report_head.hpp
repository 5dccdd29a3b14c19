// What the pages of all fits tell alike.
#pragma once

#include <string>

#include "cli/fit_record.hpp"
#include "report/page.hpp"

namespace strads::cli {

// Fills title, command, version, status and settings.
void fill_head(report::Page& page, const std::string& what, const std::string& data, const FitRecord& record,
               const Json& settings, std::uint64_t seed);
// The tiles of time, last of all.
void put_times(const FitRecord& record, report::Pairs& facts);

}  // namespace strads::cli

// The page of one fit or of many: one HTML file that loads nothing. Its script and style are the files of
// src/report/page.
#pragma once

#include <string>

#include "report/compare/comparison.hpp"

namespace strads::report {

[[nodiscard]] std::string page(const Comparison& comparison);

}  // namespace strads::report

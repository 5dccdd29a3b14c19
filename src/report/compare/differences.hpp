// What keeps the numbers of two runs from being compared.
#pragma once

#include <string>
#include <vector>

#include "report/compare/fits.hpp"

namespace strads::report {

// Sentences, none when all runs fit the same problem to the same data: "The runs are of different data (rows: 442 in a,
// 243 in b): ...", "The runs solve different problems (alpha: 1 in a, 0.5 in b): ...". What a summary does not tell is
// not compared. Files are the same where their names are, or where both lead to one file.
[[nodiscard]] std::vector<std::string> differences(const std::vector<Run>& runs);

}  // namespace strads::report

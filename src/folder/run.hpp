// A fit as its directory tells of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "folder/coefficient_paths.hpp"
#include "folder/marks.hpp"
#include "folder/summary.hpp"
#include "folder/table.hpp"

namespace strads::folder {

struct Run {  // NOLINT(bugprone-exception-escape): moving JSON throws nothing
  std::string name;
  Json summary;
  Table trace;                            // trace.csv
  std::vector<CoefficientPath> paths;     // of coefficients.tsv (lasso)
  std::optional<Table> cross_validation;  // cross_validation.csv, where it is there
  std::optional<Table> predicted;         // predicted.csv, likewise
  std::optional<Table> rounds;            // rounds.csv, likewise
  std::optional<Table> blocks;            // blocks.csv, likewise

  [[nodiscard]] bool is_path() const { return summary.contains("steps") && summary["steps"].size() > 1; }
  [[nodiscard]] std::string command() const { return summary.at("command"); }  // "lasso" or "mf"
};

// Reads the files of `directory`; `name` is what the report calls the run. Throws Error: file when one that every fit
// writes cannot be read; malformed, with line where there is one, when one is not what a fit writes.
[[nodiscard]] Run read_run(const std::string& directory, std::string name);

}  // namespace strads::folder

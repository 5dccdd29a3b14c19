// What a data set holds, to compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fuzz/harness.hpp"
#include "io/dataset.hpp"

namespace strads::fuzz {

struct Content {
  Index rows = 0;
  Index columns = 0;
  Index stored = 0;
  std::vector<double> X;  // of the first columns, as many as make 10,000 numbers
  std::vector<double> y;
  std::vector<std::string> words;  // names, format, notes, people
  std::vector<Index> counts;       // what was left out, passed over or missing
  bool operator==(const Content&) const = default;
};

// Reads the file in ranges of several sizes, and on more threads for some inputs: always the same.
[[nodiscard]] Outcome<Content> same_content(std::string_view input, const std::string& path, io::ReadOptions options);

}  // namespace strads::fuzz

// What a data set holds, to compare.
#pragma once

#include <string>
#include <vector>

#include "io/dataset.hpp"

namespace strads::fuzz {

struct Content {
  Index rows = 0;
  Index columns = 0;
  Index stored = 0;
  std::vector<double> X;  // of the first columns, as many as make 10,000 numbers
  std::vector<double> y;
  std::vector<std::string> names;
  std::string format;
  Index left_out = 0;
  bool operator==(const Content&) const = default;
};

// Requires what is true of any data set: sizes that fit together, numbers that are finite.
[[nodiscard]] Content content_of(const io::Dataset& data);

}  // namespace strads::fuzz

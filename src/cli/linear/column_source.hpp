// What a column of a model is in the data that it predicts for.
#pragma once

#include "strads/index.hpp"

namespace strads::cli {

// offset + slope * x, x the column of the data; -1: the offset alone.
struct ColumnSource {
  Index column = -1;
  double offset = 0;
  double slope = 1;
};

}  // namespace strads::cli

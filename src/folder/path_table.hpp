// path.csv: what each lambda of a path explains.
#pragma once

#include <span>

#include "folder/columns.hpp"
#include "io/output/directory.hpp"
#include "strads/index.hpp"

namespace strads::folder {

struct PathRow {
  Index point = 0;
  double lambda = 0;
  Index nonzero = 0;
  double explained = 0;
  double validation_error = 0;  // mean squared error of rows held out
  double validation_explained = 0;
};

// `validated`: there are rows held out.
void write_path(std::span<const PathRow> rows, bool validated, io::OutputDirectory& directory);

}  // namespace strads::folder

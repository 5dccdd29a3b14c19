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
};

void write_path(std::span<const PathRow> rows, io::OutputDirectory& directory);

}  // namespace strads::folder

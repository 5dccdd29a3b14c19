// knots.tsv: a line for each lambda at which a coefficient enters or leaves.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "io/output/directory.hpp"
#include "strads/linear.hpp"

namespace strads::folder {

// name_of(column): without tabs and line breaks.
void write_knots(std::span<const linear::Knot> knots, const std::function<std::string(Index)>& name_of,
                 io::OutputDirectory& directory);

}  // namespace strads::folder

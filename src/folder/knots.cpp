#include "folder/knots.hpp"

#include <fmt/format.h>

#include "folder/names.hpp"

namespace strads::folder {

void write_knots(std::span<const linear::Knot> knots, const std::function<std::string(Index)>& name_of,
                 io::OutputDirectory& directory) {
  directory.write(knots_file, [&](io::OutputFile& file) {
    file.write("lambda\tindex\tname\tchange\tsign\tnonzero\tduality_gap\n");
    for (const linear::Knot& knot : knots) {
      file.write(fmt::format("{:.17g}\t{}\t{}\t{}\t{}\t{}\t{:.3g}\n", knot.lambda, knot.column, name_of(knot.column),
                             knot.enters ? "enters" : "leaves", knot.sign > 0 ? '+' : '-', knot.nonzero,
                             knot.duality_gap));
    }
  });
}

}  // namespace strads::folder

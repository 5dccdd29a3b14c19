#include "folder/path_table.hpp"

#include <array>

#include "folder/names.hpp"

namespace strads::folder {
namespace {

constexpr std::array<Written<PathRow>, 4> of_path = {{
    {{"step", Cell::whole}, [](const auto& row) { return static_cast<double>(row.point); }},
    {{"lambda"}, [](const auto& row) { return row.lambda; }},
    {{"nonzero", Cell::whole}, [](const auto& row) { return static_cast<double>(row.nonzero); }},
    {{"explained"}, [](const auto& row) { return row.explained; }},
}};

}  // namespace

void write_path(std::span<const PathRow> rows, io::OutputDirectory& directory) {
  write_table(std::span<const Written<PathRow>>(of_path), rows, path_file, directory);
}

}  // namespace strads::folder

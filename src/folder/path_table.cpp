#include "folder/path_table.hpp"

#include <array>

#include "folder/names.hpp"

namespace strads::folder {
namespace {

constexpr std::array<Written<PathRow>, 6> of_path = {{
    {{"step", Cell::whole}, [](const auto& row) { return static_cast<double>(row.point); }},
    {{"lambda"}, [](const auto& row) { return row.lambda; }},
    {{"nonzero", Cell::whole}, [](const auto& row) { return static_cast<double>(row.nonzero); }},
    {{"explained"}, [](const auto& row) { return row.explained; }},
    {{"validation_error"}, [](const auto& row) { return row.validation_error; }},
    {{"validation_explained"}, [](const auto& row) { return row.validation_explained; }},
}};
constexpr std::size_t unvalidated = 4;  // columns

}  // namespace

void write_path(std::span<const PathRow> rows, bool validated, io::OutputDirectory& directory) {
  const std::span<const Written<PathRow>> all = of_path;
  write_table(validated ? all : all.first(unvalidated), rows, path_file, directory);
}

}  // namespace strads::folder

#include "folder/errors.hpp"

#include <array>

#include "folder/names.hpp"

namespace strads::folder {
namespace {

constexpr std::array<Written<CrossValidationRow>, 5> of_cross_validation = {{
    {{"step", Cell::whole}, [](const auto& row) { return static_cast<double>(row.point); }},
    {{"lambda"}, [](const auto& row) { return row.lambda; }},
    {{"error"}, [](const auto& row) { return row.error; }},
    {{"standard_error"}, [](const auto& row) { return row.standard_error; }},
    {{"nonzero", Cell::whole}, [](const auto& row) { return static_cast<double>(row.nonzero); }},
}};

constexpr std::array<Written<PredictedRow>, 5> of_predicted = {{
    {{"predicted_low"}, [](const auto& row) { return row.predicted_low; }},
    {{"predicted_high"}, [](const auto& row) { return row.predicted_high; }},
    {{"given_low"}, [](const auto& row) { return row.given_low; }},
    {{"given_high"}, [](const auto& row) { return row.given_high; }},
    {{"count", Cell::whole}, [](const auto& row) { return static_cast<double>(row.count); }},
}};

}  // namespace

std::span<const Written<CrossValidationRow>> cross_validation_columns() { return of_cross_validation; }
std::span<const Written<PredictedRow>> predicted_columns() { return of_predicted; }

void write_cross_validation(std::span<const CrossValidationRow> rows, io::OutputDirectory& directory) {
  write_table(cross_validation_columns(), rows, cross_validation_file, directory);
}

void write_predicted(std::span<const PredictedRow> rows, io::OutputDirectory& directory) {
  write_table(predicted_columns(), rows, predicted_file, directory);
}

}  // namespace strads::folder

// What stands by name in a fit's folder.
#pragma once

#include <array>
#include <string_view>

namespace strads::folder {

// The commands that fit, as the summary names them.
inline constexpr const char* lasso_command = "lasso";
inline constexpr const char* mf_command = "mf";

inline constexpr const char* summary_file = "summary.json";
inline constexpr const char* trace_file = "trace.csv";
inline constexpr const char* page_file = "report.html";
inline constexpr const char* coefficients_file = "coefficients.tsv";
inline constexpr const char* path_file = "path.csv";
inline constexpr const char* knots_file = "knots.tsv";
inline constexpr const char* cross_validation_file = "cross_validation.csv";
inline constexpr const char* users_file = "users.npy";
inline constexpr const char* items_file = "items.npy";
inline constexpr const char* user_ids_file = "user_ids.tsv";
inline constexpr const char* item_ids_file = "item_ids.tsv";
inline constexpr const char* biases_file = "biases.tsv";
inline constexpr const char* predicted_file = "predicted.csv";
inline constexpr const char* rounds_file = "rounds.csv";
inline constexpr const char* blocks_file = "blocks.csv";
inline constexpr const char* candidates_file = "candidates.csv";

// All of them: where a fit replaces another, none of that one stays.
inline constexpr std::array<std::string_view, 16> all_files = {
    summary_file, trace_file,  page_file,       coefficients_file, path_file,   cross_validation_file,
    users_file,   items_file,  user_ids_file,   item_ids_file,     biases_file, predicted_file,
    rounds_file,  blocks_file, candidates_file, knots_file};

}  // namespace strads::folder

#include "cli/linear/rows.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/terminal/words.hpp"
#include "io/people.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

using linear::Role;

void check_count(const std::string& path, std::size_t values, const LassoOptions& options, Index rows) {
  if (static_cast<Index>(values) == rows) return;
  throw Error(ErrorKind::mismatch, fmt::format("{} has {} values, but {} has {} rows with a response{}", path, values,
                                               options.data, rows, options.covar ? " and covariates" : ""));
}

// Those listed are held out.
std::vector<Role> roles_of_people(const std::string& path, const io::Dataset& data, LassoFitted& fitted) {
  const io::Members members = io::read_members(path, data.people);
  if (members.others > 0) {
    note(fitted, "held out",
         fmt::format("{} of {} have no row with a response{}", count(members.others), path,
                     fitted.options.covar ? " and covariates" : ""));
  }
  std::vector<Role> roles;
  for (const char listed : members.listed) roles.push_back(listed != 0 ? Role::held_out : Role::fitted);
  return roles;
}

std::vector<Role> roles_of_column(const LassoOptions& options, const io::Dataset& data) {
  static constexpr std::array<std::string_view, 3> words = {"train", "val", "test"};
  static constexpr std::array<Role, 3> meant = {Role::fitted, Role::held_out, Role::unused};
  const io::PeopleWords wanted{*options.validation_column, words, options.table.decimal.value_or('.')};
  std::vector<Role> roles;
  for (const int word : io::read_people_words(*options.pheno, wanted, data.people)) {
    roles.push_back(word < 0 ? Role::unused : meant[static_cast<std::size_t>(word)]);
  }
  return roles;
}

// 1 is held out.
std::vector<Role> roles_of_rows(const std::string& path, Index rows, LassoFitted& fitted) {
  const auto marks = read_numbers(path, "held out", {.if_word = "1 is held out, 0 is fitted"}, fitted);
  check_count(path, marks.size(), fitted.options, rows);
  std::vector<Role> roles;
  for (const double mark : marks) {
    if (mark != 0 && mark != 1) {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{}: value {} is {}; expected 1 (held out) or 0 (fitted)", path, roles.size() + 1, mark));
    }
    roles.push_back(mark == 1 ? Role::held_out : Role::fitted);
  }
  return roles;
}

}  // namespace

void note(LassoFitted& fitted, std::string_view topic, const std::string& text) {
  fitted.notes.push_back(fmt::format("{:<9} {}", topic, text));
}

std::vector<double> read_numbers(const std::string& path, std::string_view topic, io::NumbersOptions how,
                                 LassoFitted& fitted) {
  how.decimal = fitted.options.table.decimal.value_or('.');
  const auto numbers = io::read_numbers(path, how);
  if (numbers.header) note(fitted, topic, fmt::format("{}: header \"{}\" passed over", path, *numbers.header));
  return numbers.values;
}

std::vector<Index> read_folds(LassoFitted& fitted) {
  const LassoOptions& options = fitted.options;
  if (options.folds) return linear::deal_folds(fitted.rows, *options.folds, fitted.settings.scheduler.seed);
  if (!options.fold_ids) return {};
  const auto labels =
      read_numbers(*options.fold_ids, "fold ids", {.if_word = "folds are called by numbers: 1, 2, ..."}, fitted);
  check_count(*options.fold_ids, labels.size(), options, fitted.rows);
  return linear::folds_of(labels);
}

bool holds_out(const LassoOptions& options) { return options.validation_ids || options.validation_column; }

std::vector<Role> read_roles(LassoFitted& fitted, const io::Dataset& data) {
  const LassoOptions& options = fitted.options;
  if (options.validation_column) return roles_of_column(options, data);
  if (!options.validation_ids) return {};
  if (data.format == "PLINK") return roles_of_people(*options.validation_ids, data, fitted);
  return roles_of_rows(*options.validation_ids, data.X.rows(), fitted);
}

}  // namespace strads::cli

#include "io/tables/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "core/nearest.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

using Fate = TableColumns::Fate;

std::string names_there(const std::string& wanted, const std::vector<std::string>& names) {
  constexpr std::size_t shown = 10;
  // PLINK's --recode A puts the allele behind a variant's name.
  const auto variant =
      std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.starts_with(wanted + "_"); });
  const std::string near = variant != names.end() ? *variant : nearest(wanted, names);
  if (!near.empty()) return fmt::format("did you mean \"{}\"?", near);
  if (names.size() == 1) return fmt::format("its only column is \"{}\"", names[0]);
  std::string list;
  for (std::size_t k = 0; k < std::min(shown, names.size()); ++k) {
    list += fmt::format("{}\"{}\"", k == 0 ? "" : ", ", names[k]);
  }
  return "there are " + list + (names.size() > shown ? fmt::format(", ... ({} in all)", names.size()) : "");
}

std::size_t find_column(std::string_view path, const TableLayout& layout, const std::string& name) {
  const auto& names = layout.names;
  if (names.empty()) {
    const Whole number = parse_whole(name.data(), name.data() + name.size());
    const bool whole = number.end == name.data() + name.size() && number.value > 0;
    if (whole && number.value <= layout.columns) return static_cast<std::size_t>(number.value - 1);
    throw Error(ErrorKind::mismatch, fmt::format("{}: no column \"{}\"; there is no header, so columns are called by "
                                                 "their numbers, 1 to {}",
                                                 path, name, layout.columns));
  }
  const auto count = std::count(names.begin(), names.end(), name);
  if (count > 1) throw Error(ErrorKind::mismatch, fmt::format("{}: more than one column is named \"{}\"", path, name));
  if (count == 0) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: no column is named \"{}\"; {}", path, name, names_there(name, names)));
  }
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

void leave_out_nameless(const TableLayout& layout, TableColumns& columns) {
  for (std::size_t k = 0; k < layout.names.size(); ++k) {
    if (columns.fates[k] != Fate::feature || !is_nameless(layout.names[k])) continue;
    columns.fates[k] = Fate::left_out;
    columns.notes.push_back(k == 0 ? row_names_left_out : fmt::format("column {}, without a name, left out", k + 1));
  }
}

void note_repeated(TableColumns& columns) {
  std::unordered_map<std::string_view, Index> count;
  for (const auto& name : columns.names) ++count[name];
  std::string shown;
  Index repeated = 0;
  constexpr Index most = 5;
  for (const auto& name : columns.names) {
    const Index times = std::exchange(count[name], 0);
    if (times < 2) continue;
    if (repeated++ < most) shown += fmt::format("{}\"{}\" ({})", repeated > 1 ? ", " : "", name, times);
  }
  if (repeated == 0) return;
  if (repeated > most) shown += fmt::format(" and {} more", repeated - most);
  columns.notes.push_back("names of more than one column: " + shown);
}

// A table without names that is wider than the model has what the fit left out, too.
void leave_out_as_fitted(const TableLayout& layout, const std::optional<WantedColumns>& wanted, TableColumns& columns) {
  if (!wanted || !layout.names.empty() || wanted->count == layout.columns) return;
  for (const auto& name : wanted->left_out) {
    const Whole number = parse_whole(name.data(), name.data() + name.size());
    const bool there = number.end == name.data() + name.size() && number.value > 0 && number.value <= layout.columns;
    if (there) columns.fates[static_cast<std::size_t>(number.value - 1)] = Fate::left_out;
  }
}

// Which of the features a model uses: the others need not be numbers.
void want(const WantedColumns& wanted, TableColumns& columns) {
  const bool by_name = wanted.by_name && !columns.names.empty();
  std::unordered_map<std::string_view, std::size_t> named;
  for (std::size_t w = 0; by_name && w < wanted.names.size(); ++w) named.emplace(wanted.names[w], w);
  std::unordered_map<Index, std::size_t> numbered;
  for (std::size_t w = 0; !by_name && w < wanted.numbers.size(); ++w) numbered.emplace(wanted.numbers[w], w);
  columns.means.assign(static_cast<std::size_t>(columns.features), std::numeric_limits<double>::quiet_NaN());
  Index feature = 0;
  for (auto& fate : columns.fates) {
    if (fate != Fate::feature) continue;
    const auto j = static_cast<std::size_t>(feature++);
    std::size_t w = wanted.numbers.size();
    if (by_name) {
      if (const auto at = named.find(columns.names[j]); at != named.end()) w = at->second;
    } else if (const auto at = numbered.find(static_cast<Index>(j)); at != numbered.end()) {
      w = at->second;
    }
    if (w == wanted.numbers.size()) {
      fate = Fate::zero;
    } else if (!wanted.means.empty()) {
      columns.means[j] = wanted.means[w];
    }
  }
}

}  // namespace

bool is_nameless(std::string_view name) {
  if (name.empty() || name.starts_with("Unnamed: ")) return true;
  const auto digits = name.substr(std::min<std::size_t>(3, name.size()));
  return name.starts_with("...") && !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

TableColumns choose_columns(std::string_view path, const TableLayout& layout, const ReadOptions& options) {
  TableColumns columns;
  columns.fates.assign(static_cast<std::size_t>(layout.columns), Fate::feature);
  for (const auto& name : options.drop) columns.fates[find_column(path, layout, name)] = Fate::left_out;
  if (options.target) {
    auto& fate = columns.fates[find_column(path, layout, *options.target)];
    if (fate == Fate::left_out) {
      throw Error(ErrorKind::mismatch, fmt::format("{}: the target \"{}\" is also dropped", path, *options.target));
    }
    fate = Fate::target;
  }
  leave_out_as_fitted(layout, options.wanted, columns);
  leave_out_nameless(layout, columns);
  for (std::size_t k = 0; k < columns.fates.size(); ++k) {
    if (columns.fates[k] != Fate::feature) continue;
    ++columns.features;
    if (!layout.names.empty()) columns.names.push_back(layout.names[k]);
  }
  if (options.wanted) {
    want(*options.wanted, columns);
  } else {
    note_repeated(columns);
  }
  return columns;
}

}  // namespace strads::io

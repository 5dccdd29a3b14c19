#include "cli/linear/table_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <unordered_map>

#include "cli/terminal/words.hpp"
#include "core/one_line.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

// Where the model's columns are in the data: by name when both have names, else by number.
class Columns {
 public:
  Columns(const PredictOptions& options, const LassoModel& model, const io::Dataset& data)
      : options_(options),
        data_(data),
        by_name_(model.names && !data.names.empty()),
        alike_(data.X.columns() == model.columns) {
    const Index have = data.X.columns();
    const bool narrow = have < model.columns && data.format.starts_with("libsvm");
    if (!by_name_ && have != model.columns && !narrow) {
      throw Error(ErrorKind::mismatch, fmt::format("{} has {}, but the model in {} was fitted to {}", options.data,
                                                   plural(have, "column"), options.model, model.columns));
    }
    for (std::size_t j = 0; by_name_ && j < data.names.size(); ++j) {
      const auto [at, added] = places_.try_emplace(one_line(data.names[j]), static_cast<Index>(j));
      if (!added) at->second = repeated;
    }
  }

  // -1: the data ends before this column, whose entries are 0.
  [[nodiscard]] Index find(const folder::ModelColumn& wanted) const {
    const Index have = data_.X.columns();
    const Index index = wanted.index;
    if (!by_name_) return index < have ? index : -1;
    if (alike_ && one_line(data_.names[static_cast<std::size_t>(index)]) == wanted.name) return index;
    const auto at = places_.find(wanted.name);
    return at == places_.end() ? absent : at->second;
  }

  // Tells of all that are asked for and not there, or there twice.
  void check(const std::vector<folder::ModelColumn>& columns, const std::vector<char>& asked) const {
    constexpr Index shown = 20;
    for (const Index fault : {absent, repeated}) {
      std::string names;
      std::string hint;
      Index count = 0;
      for (std::size_t k = 0; k < asked.size(); ++k) {
        if (asked[k] == 0 || find(columns[k]) != fault) continue;
        if (count++ < shown) names += fmt::format("{}\"{}\"", count > 1 ? ", " : "", columns[k].name);
        if (hint.empty() && fault == absent) hint = hint_at(columns[k].name);
      }
      if (count == 0) continue;
      if (count > shown) names += fmt::format(", ... ({} in all)", count);
      const char* what = fault == repeated ? "more than one column" : count > 1 ? "no columns" : "no column";
      throw Error(ErrorKind::mismatch, fmt::format("{} has {} named {}, which the model in {} uses{}", options_.data,
                                                   what, names, options_.model, hint));
    }
  }

 private:
  static constexpr Index repeated = -2;
  static constexpr Index absent = -3;

  // PLINK's --recode A puts the allele behind a variant's name.
  [[nodiscard]] std::string hint_at(const std::string& name) const {
    const auto& names = data_.names;
    const auto at =
        std::find_if(names.begin(), names.end(), [&](const auto& there) { return there.starts_with(name + "_"); });
    return at == names.end() ? "" : fmt::format("; \"{}\" is there", *at);
  }

  const PredictOptions& options_;
  const io::Dataset& data_;
  bool by_name_;
  bool alike_;  // as many columns as were fitted: one in its place may have its name twice
  std::unordered_map<std::string, Index> places_;
};

}  // namespace

io::WantedColumns wanted_columns(const LassoModel& model, const std::vector<char>& asked, bool impute) {
  io::WantedColumns result;
  result.by_name = model.names;
  result.count = model.columns;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    if (asked[k] == 0) continue;
    result.names.push_back(model.used[k].name);
    result.numbers.push_back(model.used[k].index);
    if (impute) result.means.push_back(model.used[k].mean);
  }
  if (model.table.drop) result.left_out = columns_in(*model.table.drop);
  if (model.target) result.left_out.push_back(*model.target);
  return result;
}

std::vector<ColumnSource> table_sources(const PredictOptions& options, const LassoModel& model,
                                        const std::vector<char>& asked, const io::Dataset& data) {
  if (options.skip_unmatched) {
    throw Error(ErrorKind::usage, "--skip-unmatched is for genotypes, which " + options.data + " does not hold");
  }
  if (model.genotypes) {
    fmt::print(stderr, "strads: {} names no alleles: its columns are taken for copies of the model's allele 1\n",
               options.data);
  }
  const Columns columns(options, model, data);
  if (model.names == data.names.empty()) {
    fmt::print(stderr, "strads: {} has no column names, so columns are taken by their place\n",
               model.names ? options.data : "the model in " + options.model);
  }
  columns.check(model.used, asked);
  std::vector<ColumnSource> sources(asked.size());
  for (std::size_t k = 0; k < asked.size(); ++k) {
    if (asked[k] != 0) sources[k].column = columns.find(model.used[k]);
  }
  return sources;
}

}  // namespace strads::cli

#include "io/genotypes/plink.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>

#include "io/genotypes/plink_rows.hpp"
#include "io/input.hpp"
#include "io/number.hpp"
#include "io/table_cells.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double missing = -9;  // as PLINK writes it

double if_number(std::string_view word, char decimal) {
  try {
    return phenotype(word, decimal);
  } catch (const Complaint&) {
    return nothing;
  }
}

}  // namespace

double phenotype(std::string_view word, char decimal) {
  word = trimmed(word);  // within quotes
  if (is_missing(word)) return nothing;
  const Number number = number_in(word, decimal);
  const bool whole = number.state != NumberState::none && number.end == word.data() + word.size();
  if (number.state != NumberState::finite || !whole) {
    throw Complaint{word.data(), expected_number(whole ? number.state : NumberState::none), word, "an empty cell",
                    hint_at_decimals(word, decimal)};
  }
  return number.value == missing ? nothing : number.value;
}

People read_fam(const std::string& path, bool strict, char decimal) {
  const Input input = open_input(path);
  People people;
  for_rows(text_of(path, input.bytes), [&](std::string_view line) {
    const Words words = words_of(line);
    if (words.size() < (strict ? 6 : 2)) {
      const char* expected = strict ? "six columns: family, person, father, mother, sex, phenotype"
                                    : "two columns at least: family, person";
      throw Complaint{line.data() + line.size(), expected, {}};
    }
    if (people.columns == 0) people.columns = words.size();
    if (strict && words.size() != people.columns) {
      throw Complaint{line.data(),
                      fmt::format("{} columns, as in the first line", people.columns),
                      {},
                      std::to_string(words.size())};
    }
    people.ids.push_back(std::string(words[0]) + "\t" + std::string(words[1]));
    people.phenotypes.push_back(strict             ? phenotype(words[5], decimal)
                                : words.size() > 5 ? if_number(words[5], decimal)
                                                   : nothing);
  });
  if (people.ids.empty()) throw malformed({path}, "a line a person", "", "none");
  return people;
}

}  // namespace strads::io

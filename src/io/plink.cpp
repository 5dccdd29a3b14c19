#include "io/plink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "io/input.hpp"
#include "io/number.hpp"
#include "io/plink_rows.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

double phenotype(std::string_view word) {
  if (word == "-9" || is_missing(word)) return std::numeric_limits<double>::quiet_NaN();
  const Number number = parse_number(word.data(), word.data() + word.size());
  const bool whole = number.end == word.data() + word.size();
  if (number.state == NumberState::finite && whole) return number.value;
  throw Complaint{word.data(), expected_number(whole ? number.state : NumberState::none), word};
}

std::string person(const Words& words) { return std::string(words[0]) + "\t" + std::string(words[1]); }

// Where column `name` is in the header.
std::size_t column_of(const std::string& path, const Words& header, const std::optional<std::string>& name) {
  std::string names;
  for (std::size_t c = 2; c < header.size(); ++c) {
    if (name && header[c] == *name) return c;
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", header[c]);
  }
  if (!name && header.size() == 3) return 2;
  throw Error(ErrorKind::mismatch,
              name ? fmt::format("{}: no column \"{}\"; there are {}", path, *name, names)
                   : fmt::format("{}: which phenotype? Give one of {} with --pheno-name", path, names));
}

bool is_header(const Words& words) {
  return words.size() > 2 && (words[0] == "FID" || words[0] == "#FID") && words[1] == "IID";
}

}  // namespace

People read_fam(const std::string& path) {
  const Input input = open_input(path);
  People people;
  for_rows(text_of(path, input.bytes), [&](std::string_view line) {
    const Words words = words_of(line);
    require(line, words, 6, "six columns: family, person, father, mother, sex, phenotype");
    people.ids.push_back(person(words));
    people.phenotypes.push_back(phenotype(words[5]));
  });
  if (people.ids.empty()) throw malformed({path}, "a line a person", "", "none");
  return people;
}

std::vector<double> read_phenotypes(const std::string& path, const std::optional<std::string>& name,
                                    const std::vector<std::string>& ids) {
  const Input input = open_input(path);
  std::unordered_map<std::string, double> values;
  std::size_t column = 0;  // 0: the header is still to come
  for_rows(text_of(path, input.bytes), [&](std::string_view line) {
    const Words words = words_of(line);
    if (column == 0) {
      if (!is_header(words)) throw Complaint{line.data(), "a header: FID IID and names of phenotypes", line};
      column = column_of(path, words, name);
      return;
    }
    require(line, words, column + 1, "a phenotype for each name of the header");
    if (!values.try_emplace(person(words), phenotype(words[column])).second) {
      throw Complaint{line.data(), "every person once", line};
    }
  });
  if (column == 0) throw malformed({path}, "a header: FID IID and names of phenotypes", "", "an empty file");
  std::vector<double> result;
  result.reserve(ids.size());
  bool known = false;
  for (const std::string& id : ids) {
    const auto at = values.find(id);
    known = known || at != values.end();
    result.push_back(at == values.end() ? std::numeric_limits<double>::quiet_NaN() : at->second);
  }
  if (!known) throw Error(ErrorKind::mismatch, path + ": none of its people (FID, IID) is in the .fam file");
  return result;
}

}  // namespace strads::io

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "io/foreign.hpp"
#include "io/genotypes/phenotype_layout.hpp"
#include "io/genotypes/plink_rows.hpp"
#include "io/input.hpp"
#include "io/people.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

struct Listed {
  bool family = true;                        // by family and own id
  std::unordered_map<std::string, int> who;  // how many of those asked for are called so
};

bool is_header(std::string_view word) { return word == "#FID" || word == "FID" || word == "#IID" || word == "IID"; }

Listed read_list(const Text& text) {
  Listed list;
  bool first = true;
  for_rows(text, [&](std::string_view line) {
    const Words words = words_of(line);
    const bool header = first && is_header(words[0]);
    if (first) list.family = header ? words[0].ends_with("FID") : words.size() > 1;
    first = false;
    if (header) return;
    if (list.family && words.size() < 2) {
      throw Complaint{line.data() + line.size(), "two columns: family, person", {}};
    }
    list.who.try_emplace(std::string(words[0]) + (list.family ? "\t" + std::string(words[1]) : ""), 0);
  });
  return list;
}

}  // namespace

Members read_members(const std::string& path, const std::vector<std::string>& ids) {
  const Input input = open_input(path);
  refuse_foreign(input);
  Listed list = read_list(text_of(path, input.bytes));
  Members members;
  for (const std::string& id : ids) {
    std::string called = list.family ? id : std::string(own_id(id));
    const auto at = list.who.find(called);
    members.listed.push_back(at == list.who.end() ? 0 : 1);
    if (at == list.who.end() || ++at->second == 1) continue;
    std::replace(called.begin(), called.end(), '\t', ' ');
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: several people in the .fam file are called \"{}\"; {}", path, called,
                            list.family ? "each needs an id of their own" : "give FID and IID"));
  }
  for (const auto& [who, count] : list.who) members.others += count == 0 ? 1 : 0;
  if (members.others == static_cast<Index>(list.who.size())) {
    throw Error(ErrorKind::mismatch, fmt::format("{}: none of its people ({}) has a row in the data", path,
                                                 list.family ? "FID, IID" : "IID"));
  }
  return members;
}

}  // namespace strads::io

#include <cmath>
#include <string>
#include <vector>

#include "fuzz/datasets.hpp"
#include "fuzz/harness.hpp"
#include "fuzz/parts.hpp"
#include "io/files.hpp"
#include "io/plink.hpp"
#include "io/text.hpp"

namespace strads::fuzz {
void bed(std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  const std::string fam = files.write("data.fam", find(parts, "fam").value_or(""));
  const std::string bim = files.write("data.bim", find(parts, "bim").value_or(""));
  io::ReadOptions options;
  options.response = !find(parts, "everybody");
  options.pheno_name = find(parts, "pheno_name");
  if (const auto pheno = find(parts, "pheno")) options.pheno = files.write("pheno.txt", *pheno);
  const auto read = [&](const std::string& bytes) {
    const std::string path = files.write("data.bed", bytes);
    const auto content = [&] { return outcome_of([&] { return content_of(io::read_dataset(path, options)); }); };
    const auto first = content();
    require_same(first, content(), "read twice");
    return first;
  };
  std::string bytes = parts.front().bytes;
  (void)read(bytes);

  // The same with as many calls as people and variants ask for.
  const auto people = outcome_of([&] { return io::read_fam(fam).ids.size(); }).value;
  const auto variants = outcome_of([&] { return io::read_bim(bim).size(); }).value;
  if (!people || !variants) return;
  bytes.resize(3 + (*people + 3) / 4 * *variants, '\x1b');
  bytes.replace(0, 3, "\x6c\x1b\x01");
  options.response = false;
  const auto all = read(bytes);
  require(all.value && all.value->rows == static_cast<Index>(*people), "everybody is read");
}

void phenotypes(std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  const std::string path = files.write("pheno.txt", parts.front().bytes);
  const std::string ids = find(parts, "people").value_or("1\t1");
  std::vector<std::string> people;
  io::for_lines(ids, [&](std::string_view line) { people.emplace_back(line); });
  const auto read = [&] { return outcome_of([&] { return io::read_phenotypes(path, find(parts, "name"), people); }); };
  const auto first = read();
  require(!first.value || first.value->size() == people.size(), "a phenotype a person");
  auto again = read();
  require(first.refusal == again.refusal, "read twice");
  for (std::size_t i = 0; first.value && i < people.size(); ++i) {
    const double value = (*first.value)[i];
    require(!std::isinf(value) && (value == (*again.value)[i] || std::isnan(value)),
            "the same finite numbers, or none");
  }
}

}  // namespace strads::fuzz

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/datasets.hpp"
#include "fuzz/harness.hpp"
#include "fuzz/parts.hpp"
#include "io/files.hpp"
#include "io/genotypes/phenotypes.hpp"
#include "io/genotypes/plink.hpp"
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
  if (const auto covar = find(parts, "covar")) options.covar = {files.write("covar.txt", *covar)};
  if (const auto names = find(parts, "covar_name"); names && options.covar) options.covar->names = {*names};
  const auto read = [&](const std::string& bytes) {
    return same_content(input, files.write("data.bed", bytes), options);
  };
  std::string bytes = parts.front().bytes;
  (void)read(bytes);

  // The same with as many calls as people and variants ask for.
  const auto people = outcome_of([&] { return io::read_fam(fam, false, '.').ids.size(); }).value;
  const auto variants = outcome_of([&] { return io::read_bim(bim, {}).ids.size(); }).value;
  if (!people || !variants) return;
  bytes.resize(3 + (*people + 3) / 4 * *variants, '\x1b');
  bytes.replace(0, 3, "\x6c\x1b\x01");
  options.response = false;
  options.covar.reset();
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
  const auto read = [&] {
    return outcome_of([&] {
      io::Phenotypes found = io::read_phenotypes(path, {find(parts, "name"), find(parts, "comma") ? ',' : '.'}, people);
      require(found.values.size() == people.size(), "a phenotype a person");
      for (double& value : found.values) {
        require(!std::isinf(value), "finite numbers, or none");
        if (std::isnan(value)) value = INFINITY;  // which is equal to itself
      }
      return std::pair(found.values, found.others);
    });
  };
  require_same(read(), read(), "read twice");
}

}  // namespace strads::fuzz

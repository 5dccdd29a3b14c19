// PLINK files written here, call by call.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "cli/process.hpp"
#include "strads/random.hpp"

namespace strads::test {

struct StudyVariant {
  std::string chromosome, id;
  int position = 0;
  std::string allele1, allele2;
  std::vector<int> calls{};  // of each person: copies of allele 1; -1: missing

  // The same variant with its alleles exchanged.
  void turn() {
    std::swap(allele1, allele2);
    for (int& call : calls) call = call < 0 ? call : 2 - call;
  }
};

struct Study {
  std::vector<StudyVariant> variants;
  std::vector<std::string> people;  // family and own id, a blank between
  std::vector<std::string> phenotypes;

  void write(const Bench& bench, const std::string& name) const {
    std::string bed = "\x6c\x1b\x01";
    std::string bim;
    std::string fam;
    for (const auto& v : variants) {
      bim += v.chromosome + "\t" + v.id + "\t0\t" + std::to_string(v.position) + "\t" + v.allele1 + "\t" + v.allele2 +
             "\n";
      std::string bytes((people.size() + 3) / 4, '\0');
      for (std::size_t i = 0; i < people.size(); ++i) {
        const unsigned code = v.calls[i] < 0 ? 1 : v.calls[i] == 0 ? 3 : v.calls[i] == 1 ? 2 : 0;
        auto& byte = bytes[i / 4];
        byte = static_cast<char>(static_cast<unsigned char>(byte) | (code << (2 * (i % 4))));
      }
      bed += bytes;
    }
    for (std::size_t i = 0; i < people.size(); ++i) fam += people[i] + " 0 0 1 " + phenotypes[i] + "\n";
    bench.write(name + ".bed", bed);
    bench.write(name + ".bim", bim);
    bench.write(name + ".fam", fam);
  }

  [[nodiscard]] Study some(const std::vector<std::size_t>& chosen) const {
    Study part{variants, {}, {}};
    for (auto& v : part.variants) v.calls.clear();
    for (const std::size_t i : chosen) {
      part.people.push_back(people[i]);
      part.phenotypes.push_back(phenotypes[i]);
      for (std::size_t j = 0; j < variants.size(); ++j) part.variants[j].calls.push_back(variants[j].calls[i]);
    }
    return part;
  }
};

// Random calls, some of them missing; the phenotype follows a third of the variants. Two variants are at each position,
// told apart by their alleles.
inline Study random_study(Random& random, std::size_t people, std::size_t variants) {
  static const std::vector<std::pair<std::string, std::string>> alleles[2] = {{{"A", "G"}, {"C", "T"}, {"AT", "A"}},
                                                                              {{"A", "T"}, {"G", "C"}, {"T", "G"}}};
  Study study;
  std::vector<double> values(people, 0.0);
  for (std::size_t j = 0; j < variants; ++j) {
    const auto& [allele1, allele2] = alleles[j % 2][static_cast<std::size_t>(random.below(3))];
    StudyVariant v{std::to_string(1 + j / 4), "rs" + std::to_string(j), static_cast<int>(1000 + j / 2), allele1,
                   allele2};
    const double effect = j % 3 == 0 ? random.normal() : 0;
    for (std::size_t i = 0; i < people; ++i) {
      v.calls.push_back(static_cast<int>(random.below(3)));
      values[i] += effect * v.calls.back();
      if (random.below(8) == 0) v.calls.back() = -1;
    }
    study.variants.push_back(v);
  }
  for (std::size_t i = 0; i < people; ++i) {
    study.people.push_back("f" + std::to_string(i / 2) + " i" + std::to_string(i));
    study.phenotypes.push_back(std::to_string(values[i] + random.normal()));
  }
  return study;
}

}  // namespace strads::test

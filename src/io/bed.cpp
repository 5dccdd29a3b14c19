#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/plink.hpp"
#include "io/readers.hpp"
#include "strads/error.hpp"
#include "strads/linalg/genotype.hpp"

namespace strads::io {
namespace {

constexpr std::string_view magic = "\x6c\x1b";
constexpr std::size_t head = 3;  // the magic bytes and the order of the calls

// The path without .bed, to which .bim and .fam belong.
std::string base_of(std::string_view path) {
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (path.ends_with(packed)) path.remove_suffix(packed.size());
  }
  if (!path.ends_with(".bed")) {
    throw Error(ErrorKind::mismatch, fmt::format("{}: PLINK genotypes need a name that ends in .bed, with the .bim and "
                                                 ".fam of that name beside it",
                                                 path));
  }
  return std::string(path.substr(0, path.size() - 4));
}

void check_bytes(const Input& input, Index people, Index variants) {
  const auto found = static_cast<Index>(input.bytes.size());
  if (found < static_cast<Index>(head) || input.bytes[2] != '\x01') {
    throw malformed({input.path}, "variant after variant (write it anew with plink --make-bed)", "",
                    found < static_cast<Index>(head) ? "the end of the file" : "person after person");
  }
  const Index stride = (people + 3) / 4;
  if (found - static_cast<Index>(head) != stride * variants) {
    throw malformed({input.path},
                    fmt::format("{} bytes for the {} people of .fam and the {} variants of .bim",
                                static_cast<Index>(head) + stride * variants, people, variants),
                    "", fmt::format("{} bytes", found));
  }
}

}  // namespace

bool looks_like_bed(std::string_view bytes) { return bytes.starts_with(magic); }

Dataset read_bed(const Input& input, const ReadOptions& options) {
  const std::string base = base_of(input.path);
  const People people = read_fam(base + ".fam");
  Dataset data;
  data.variants = read_bim(base + ".bim");
  data.format = "PLINK";
  const auto count = static_cast<Index>(people.ids.size());
  for (Index j = 0; j < data.variants.size(); ++j) data.names.emplace_back(data.variants[j].id);
  check_bytes(input, count, data.variants.size());
  const auto* codes = reinterpret_cast<const unsigned char*>(input.bytes.data()) + head;

  std::vector<char> keep;
  if (options.response) {
    const auto values =
        options.pheno ? read_phenotypes(*options.pheno, options.pheno_name, people.ids) : people.phenotypes;
    keep.assign(people.ids.size(), 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::isnan(values[i])) continue;
      keep[i] = 1;
      data.y.push_back(values[i]);
    }
    data.left_out = count - static_cast<Index>(data.y.size());
    if (data.y.empty()) {
      throw Error(ErrorKind::mismatch, options.pheno
                                           ? *options.pheno + ": the phenotype of everybody in the .fam file is missing"
                                           : base + ".fam: holds no phenotype: give --pheno FILE or -y FILE");
    }
  }
  data.X = Genotype(count, data.variants.size(), std::shared_ptr<const unsigned char[]>(input.owner, codes), keep);
  return data;
}

}  // namespace strads::io

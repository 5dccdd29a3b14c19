// PLINK genotypes from a .bed with its .bim and .fam.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>

#include "io/genotypes/covariates.hpp"
#include "io/genotypes/phenotypes.hpp"
#include "io/genotypes/plink.hpp"
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

// The file of that name, or its compressed form where only that is there.
std::string beside(const std::string& base, const char* extension) {
  std::string plain = base + extension;
  for (const char* packed : {"", ".gz", ".zst"}) {
    std::error_code ignored;
    if (std::filesystem::exists(plain + packed, ignored)) return plain + packed;
  }
  return plain;
}

// Where all phenotypes are 0, 1 or 2, these are controls and cases, and 0 is missing, as in PLINK; but not 0 and only
// one of them.
void take_zeros(const std::string& path, Phenotypes& phenotypes) {
  std::array<Index, 3> count{};
  for (const double value : phenotypes.values) {
    if (std::isnan(value)) continue;
    if (value != 0 && value != 1 && value != 2) return;
    ++count[static_cast<std::size_t>(value)];
  }
  const auto [zeros, ones, twos] = count;
  if (zeros == 0) return;
  if ((ones == 0) != (twos == 0)) {
    phenotypes.notes.push_back(
        fmt::format("{}: 0 and {} are taken as numbers (0 is missing in PLINK)", path, ones > 0 ? 1 : 2));
    return;
  }
  std::replace(phenotypes.values.begin(), phenotypes.values.end(), 0.0, std::nan(""));
  phenotypes.notes.push_back(
      fmt::format("{}: 0, 1 and 2 are missing, controls and cases, as in PLINK: 0 of {} left out "
                  "(-y FILE takes numbers as they are)",
                  path, zeros));
}

PeopleColumns covariates_of(const ReadOptions& options, const Phenotypes& phenotypes,
                            const std::vector<std::string>& ids) {
  if (!options.covar) return {};
  CovariateFile file = *options.covar;
  std::error_code ignored;
  if (options.pheno && std::filesystem::equivalent(*options.pheno, file.path, ignored)) {
    file.others.push_back(phenotypes.name);
  } else {
    file.others.clear();
  }
  return read_covariates(file, options.decimal, ids);
}

// People with a phenotype and covariates stay, and their phenotypes are y; the others are counted.
std::vector<char> keep_known(const std::string& fam, const ReadOptions& options, const std::vector<double>& values,
                             const std::vector<char>& lacks, std::vector<std::string> ids, Dataset& data) {
  std::vector<char> keep(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool known = !std::isnan(values[i]);
    data.left_out += known ? 0 : 1;
    data.covariates.left_out += known && lacks[i] != 0 ? 1 : 0;
    if (!known || lacks[i] != 0) continue;
    keep[i] = 1;
    data.y.push_back(values[i]);
    data.people.push_back(std::move(ids[i]));
  }
  if (!data.y.empty()) return keep;
  throw Error(ErrorKind::mismatch,
              data.covariates.left_out > 0 ? options.covar->path + ": everybody with a phenotype lacks a covariate"
              : options.pheno              ? *options.pheno + ": the phenotype of everybody in the .fam file is missing"
                                           : fam + ": holds no phenotype: give --pheno FILE or -y FILE");
}

// Where everybody stays.
void require_covariates(const std::string& path, const std::vector<char>& lacks, const std::vector<std::string>& ids) {
  const auto count = std::count(lacks.begin(), lacks.end(), 1);
  if (count == 0) return;
  std::string first = ids[static_cast<std::size_t>(std::find(lacks.begin(), lacks.end(), 1) - lacks.begin())];
  std::replace(first.begin(), first.end(), '\t', ' ');
  throw Error(ErrorKind::mismatch,
              fmt::format("{}: {} of the {} people in the .fam file {} a covariate: \"{}\"{}", path, count, ids.size(),
                          count == 1 ? "lacks" : "lack", first, count == 1 ? "" : " is the first"));
}

}  // namespace

bool looks_like_bed(std::string_view bytes) { return bytes.starts_with(magic); }

Dataset read_bed(const Input& input, const ReadOptions& options) {
  const std::string base = base_of(input.path);
  const std::string fam = beside(base, ".fam");
  People people = read_fam(fam, options.response && !options.pheno, options.decimal);
  Dataset data;
  Bim bim = read_bim(beside(base, ".bim"), {options.threads, options.range_bytes});
  data.variants = std::move(bim.variants);
  data.names = std::move(bim.ids);
  data.format = "PLINK";
  const auto count = static_cast<Index>(people.ids.size());
  check_bytes(input, count, data.variants.size());
  const auto* codes = reinterpret_cast<const unsigned char*>(input.bytes.data()) + head;

  std::vector<char> keep;
  Phenotypes phenotypes{std::move(people.phenotypes)};
  if (options.response && options.pheno) {
    phenotypes = read_phenotypes(*options.pheno, {options.pheno_name, options.decimal}, people.ids);
  } else if (people.columns > 6) {
    phenotypes.notes.push_back(fmt::format("{} has {} columns: the phenotype is the sixth", fam, people.columns));
  }
  take_zeros(options.response ? options.pheno.value_or(fam) : fam, phenotypes);
  data.notes = std::move(phenotypes.notes);
  PeopleColumns covariates = covariates_of(options, phenotypes, people.ids);
  const std::vector<char> lacks = who_lacks(covariates, people.ids.size());
  data.names.insert(data.names.end(), covariates.names.begin(), covariates.names.end());
  data.covariates = {covariates.names, 0, covariates.others, std::move(covariates.notes)};
  if (options.response) {
    keep = keep_known(fam, options, phenotypes.values, lacks, std::move(people.ids), data);
    data.not_in_fam = phenotypes.others;
  } else {
    if (options.covar) require_covariates(options.covar->path, lacks, people.ids);
    const auto& all = phenotypes.values;
    data.phenotypes = std::count_if(all.begin(), all.end(), [](double value) { return !std::isnan(value); });
    data.people = std::move(people.ids);
  }
  const Genotype genotype(count, data.variants.size(), std::shared_ptr<const unsigned char[]>(input.owner, codes), keep,
                          options.missing_calls ? options.missing_calls(data.variants) : std::vector<double>());
  data.missing_calls = [genotype] { return genotype.missing(); };
  data.X = with_covariates(genotype, covariates, keep);
  return data;
}

}  // namespace strads::io

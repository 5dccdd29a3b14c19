// The variants of a .bim.
#include "io/variants.hpp"

#include <cmath>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

#include "io/genotypes/plink.hpp"
#include "io/genotypes/plink_rows.hpp"
#include "io/input.hpp"
#include "io/number.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

// A whole number, as R writes it too (1e+05).
Index whole_number(std::string_view word) {
  constexpr double most = 1e15;
  const Number number = parse_number(word.data(), word.data() + word.size());
  const bool good = number.state == NumberState::finite && number.end == word.data() + word.size() &&
                    std::abs(number.value) <= most && number.value == std::floor(number.value);
  if (!good) throw Complaint{word.data(), "a position, a whole number", word};
  return static_cast<Index>(number.value);
}

Variant parse_variant(std::string_view line) {
  Variant variant;
  variant.chromosome = take_word(line);
  variant.id = take_word(line);
  (void)take_word(line);  // centimorgans
  const auto position = take_word(line);
  variant.allele1 = take_word(line);
  variant.allele2 = take_word(line);
  const auto more = take_word(line);
  if (variant.allele2.empty() || !more.empty()) {
    throw Complaint{more.empty() ? line.data() + line.size() : more.data(),
                    "six columns: chromosome, variant, centimorgans, position, allele 1, allele 2", more};
  }
  variant.position = whole_number(position);
  return variant;
}

}  // namespace

Variants::Variants(std::shared_ptr<const void> text, std::vector<std::string_view> lines)
    : text_(std::move(text)), lines_(std::move(lines)) {}

Variant Variants::operator[](Index j) const { return parse_variant(lines_[static_cast<std::size_t>(j)]); }

Bim read_bim(const std::string& path, const BimOptions& options) {
  const auto held = std::make_shared<std::pair<Input, Text>>();  // what the lines lie in
  auto& [input, text] = *held;
  input = open_input(path);
  text = text_of(path, input.bytes);
  const auto ranges = cut(text.body, options.range_bytes);
  const auto count = static_cast<Index>(ranges.size());
  std::vector<std::size_t> first(ranges.size() + 1, 0);  // variant of each range
  parse_in_parallel(text, count, options.threads,
                    [&](Index k) { for_rows(ranges[k], [&](std::string_view) { ++first[k + 1]; }); });
  std::partial_sum(first.begin(), first.end(), first.begin());
  if (first.back() == 0) throw malformed({path}, "a line a variant", "", "none");

  std::vector<std::string_view> lines(first.back());
  Bim bim;
  bim.ids.resize(first.back());
  parse_in_parallel(text, count, options.threads, [&](Index k) {
    std::size_t at = first[k];
    for_rows(ranges[k], [&](std::string_view line) {
      bim.ids[at] = parse_variant(line).id;
      lines[at++] = line;
    });
  });
  bim.variants = {held, std::move(lines)};
  return bim;
}

}  // namespace strads::io

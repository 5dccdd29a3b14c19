#include "generate/snp.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

#include "generate/planted.hpp"
#include "generate/snp_region.hpp"

namespace strads::generate {
namespace {

constexpr std::array<double, 4> copies_of = {2, 0, 1, 0};  // of a code; the second would be missing
constexpr const char* name = "snp";

// The phenotype, as planted variants come by.
class Phenotype {
 public:
  explicit Phenotype(const SnpSettings& settings)
      : effects_(plant(settings.variants, settings.planted, settings.seed)),
        signal_(static_cast<std::size_t>(settings.people), 0.0) {}

  // The variants from `first`, of which `codes` are.
  void take(Index first, const std::string& codes) {
    const std::size_t stride = (signal_.size() + 3) / 4;
    const Index end = first + static_cast<Index>(codes.size() / stride);
    for (; next_ < effects_.size() && effects_[next_].variable < end; ++next_) {
      const auto j = static_cast<std::size_t>(effects_[next_].variable - first);
      add(effects_[next_], codes.data() + j * stride);
    }
  }
  std::vector<double> finish(double explained, std::uint64_t seed) {
    add_noise(signal_, explained, seed);
    return signal_;
  }
  [[nodiscard]] const std::vector<Effect>& effects() const { return effects_; }
  [[nodiscard]] double intercept() const { return intercept_; }

 private:
  void add(Effect& effect, const char* codes) {
    const auto copies = [codes](std::size_t i) {
      return copies_of[(static_cast<unsigned char>(codes[i / 4]) >> (2 * (i % 4))) & 3U];
    };
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < signal_.size(); ++i) {
      sum += copies(i);
      squares += copies(i) * copies(i);
    }
    const auto n = static_cast<double>(signal_.size());
    const double variance = squares / n - sum / n * (sum / n);
    effect.value = variance > 0 ? effect.value / std::sqrt(variance) : 0;
    intercept_ -= effect.value * sum / n;
    for (std::size_t i = 0; i < signal_.size(); ++i) signal_[i] += effect.value * (copies(i) - sum / n);
  }

  std::vector<Effect> effects_;
  std::vector<double> signal_;
  std::size_t next_ = 0;
  double intercept_ = 0;
};

std::string bim_lines(Index first, Index count) {
  std::string lines;
  for (Index j = first + 1; j <= first + count; ++j) {
    fmt::format_to(std::back_inserter(lines), "1\t{0}{1}\t0\t{1}\tA\tG\n", name, j);
  }
  return lines;
}

}  // namespace

void generate_snp(const SnpSettings& settings, const Execution& execution, io::OutputDirectory& out) {
  const Index variants = settings.variants;
  const Index regions = (variants + region_variants - 1) / region_variants;
  const auto size = [&](Index region) { return std::min(region_variants, variants - region * region_variants); };
  Phenotype phenotype(settings);
  out.write("snp.bed", [&](io::OutputFile& file) {
    file.write(std::string_view("\x6c\x1b\x01", 3));
    in_order(
        regions, execution,
        [&](Index region) { return snp_region(settings.people, size(region), region, settings.seed).codes; },
        [&](Index region, const std::string& codes) {
          file.write(codes);
          phenotype.take(region * region_variants, codes);
        });
  });
  out.write("snp.bim", [&](io::OutputFile& file) {
    in_order(
        regions, execution, [&](Index region) { return bim_lines(region * region_variants, size(region)); },
        [&](Index /*region*/, const std::string& lines) { file.write(lines); });
  });
  const std::vector<double> y = phenotype.finish(settings.explained, settings.seed);
  out.write("snp.fam", [&](io::OutputFile& file) {
    for (std::size_t i = 0; i < y.size(); ++i) file.write(fmt::format("f{0} i{0} 0 0 0 {1:.17g}\n", i + 1, y[i]));
  });
  write_truth(out, phenotype.effects(), phenotype.intercept(), name);
}

}  // namespace strads::generate

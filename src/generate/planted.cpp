#include "generate/planted.hpp"

#include <fmt/format.h>

#include <cmath>

#include "generate/streams.hpp"

namespace strads::generate {

std::vector<Effect> plant(Index variables, Index count, std::uint64_t seed) {
  Random places = stream(seed, Purpose::places);
  Random sizes = stream(seed, Purpose::effects);
  std::vector<Effect> effects;
  for (Index k = 0; k < count; ++k) {
    // (variables * k) / count without overflow
    const auto start = [&](Index range) { return variables / count * range + variables % count * range / count; };
    const Index variable = start(k) + places.below(start(k + 1) - start(k));
    const double z = sizes.normal();
    effects.push_back({variable, std::copysign(1.0 + std::abs(z), z)});
  }
  return effects;
}

void add_noise(std::vector<double>& signal, double explained, std::uint64_t seed) {
  const auto n = static_cast<double>(signal.size());
  double mean = 0;
  for (const double value : signal) mean += value / n;
  double variance = 0;
  for (const double value : signal) variance += (value - mean) * (value - mean) / n;
  const double deviation = variance > 0 ? std::sqrt(variance * (1 - explained) / explained) : 1.0;
  Random random = stream(seed, Purpose::noise);
  for (double& value : signal) value += deviation * random.normal();
}

void write_truth(io::OutputDirectory& out, const std::vector<Effect>& effects, double intercept,
                 const std::string& name) {
  out.write("truth.tsv", [&](io::OutputFile& file) {
    file.write("index\tname\tvalue\n");
    file.write(fmt::format("-1\t(intercept)\t{:.17g}\n", intercept));
    for (const auto& [variable, value] : effects) {
      const std::string named = name.empty() ? "" : fmt::format("{}{}", name, variable + 1);
      file.write(fmt::format("{}\t{}\t{:.17g}\n", variable, named, value));
    }
  });
}

}  // namespace strads::generate

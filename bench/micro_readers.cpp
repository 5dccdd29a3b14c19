// What reading text costs, a format each, from a temporary file in the page cache: bytes of text a second. The argument
// is the number of threads.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "io/dataset.hpp"
#include "io/ratings/ratings.hpp"
#include "strads/random.hpp"

namespace {

using strads::Index;

constexpr Index text_bytes = 48 << 20;

double value(strads::Random& random) { return 2 * random.uniform() - 1; }

// 18 entries a row over 200,000 columns.
std::string libsvm() {
  strads::Random random(1);
  std::string text;
  while (static_cast<Index>(text.size()) < text_bytes) {
    text += "-1";
    for (Index j = 1 + random.below(11000), k = 0; k < 18; ++k, j += 1 + random.below(11000)) {
      fmt::format_to(std::back_inserter(text), " {}:{:.6f}", j, value(random));
    }
    text += '\n';
  }
  return text;
}

std::string csv() {
  strads::Random random(1);
  std::string text;
  while (static_cast<Index>(text.size()) < text_bytes) {
    for (Index j = 0; j < 1000; ++j) fmt::format_to(std::back_inserter(text), "{:.6f},", value(random));
    text.back() = '\n';
  }
  return text;
}

// Column by column, 30 entries each.
std::string matrix_market() {
  strads::Random random(1);
  std::string body;
  Index columns = 0;
  while (static_cast<Index>(body.size()) < text_bytes) {
    ++columns;
    for (Index i = 1 + random.below(13000), k = 0; k < 30; ++k, i += 1 + random.below(13000)) {
      fmt::format_to(std::back_inserter(body), "{} {} {:.6f}\n", i, columns, value(random));
    }
  }
  return fmt::format("%%MatrixMarket matrix coordinate real general\n400000 {} {}\n", columns, 30 * columns) + body;
}

// 100,000 users and 10,000 items.
std::string ratings() {
  strads::Random random(1);
  std::string text;
  while (static_cast<Index>(text.size()) < text_bytes) {
    const double stars = 0.5 * static_cast<double>(1 + random.below(10));
    fmt::format_to(std::back_inserter(text), "{} {} {:.1f}\n", random.below(100000), random.below(10000), stars);
  }
  return text;
}

auto read_file(const std::string& path, const strads::io::ReadOptions& options) {
  return strads::io::read_dataset(path, options);
}
auto read_file(const std::string& path, const strads::io::RatingsOptions& options) {
  return strads::io::read_ratings(path, options);
}

template <auto Make, class Options>
void read(benchmark::State& state) {
  const auto path = (std::filesystem::temp_directory_path() / "strads_micro_readers.txt").string();
  const std::string text = Make();
  std::ofstream(path, std::ios::binary) << text;
  Options options;
  options.threads = static_cast<int>(state.range(0));
  for (auto _ : state) {
    auto data = read_file(path, options);
    benchmark::DoNotOptimize(data);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<Index>(text.size()));
  std::filesystem::remove(path);
}

#define STRADS_BENCH_READER(format, options)   \
  BENCHMARK(read<format, strads::io::options>) \
      ->Name(#format)                          \
      ->Arg(1)                                 \
      ->Arg(2)                                 \
      ->Unit(benchmark::kMillisecond)          \
      ->MeasureProcessCPUTime()

STRADS_BENCH_READER(libsvm, ReadOptions)->UseRealTime();
STRADS_BENCH_READER(csv, ReadOptions)->UseRealTime();
STRADS_BENCH_READER(matrix_market, ReadOptions)->UseRealTime();
STRADS_BENCH_READER(ratings, RatingsOptions)->UseRealTime();

}  // namespace

// The same bytes for a seed at any number of threads; others for another seed.
#include <doctest/doctest.h>

#include <atomic>

#include "generate/chained.hpp"
#include "generate/ratings.hpp"
#include "generate/snp.hpp"
#include "made.hpp"

using namespace strads::generate;
namespace io = strads::io;

namespace {

template <class Settings, class Generate>
void check_same_bytes(Settings settings, const Generate& generate, std::size_t files) {
  const auto make = [&](const Execution& execution, io::OutputDirectory& out) { generate(settings, execution, out); };
  const auto one = Made(make).all();
  CHECK(one.size() == files);
  for (const int threads : {2, 4}) {
    const auto many = Made(make, threads).all();
    for (const auto& file : one) {
      CAPTURE(file.first);
      CAPTURE(threads);
      CHECK(many.at(file.first) == file.second);
    }
  }
  settings.seed += 1;
  const auto other = Made(make).all();
  for (const auto& file : one) {
    CAPTURE(file.first);
    if (!file.first.ends_with(".bim")) CHECK(other.at(file.first) != file.second);
  }
}

}  // namespace

TEST_CASE("genotypes are the same bytes at any number of threads") {
  check_same_bytes(SnpSettings{.people = 37, .variants = 512 * 11 + 5, .planted = 20}, generate_snp, 4);
}

TEST_CASE("chained columns are the same bytes at any number of threads") {
  check_same_bytes(ChainedSettings{.rows = 300, .columns = 1024 * 5 + 3}, generate_chained, 3);
}

TEST_CASE("ratings are the same bytes at any number of threads") {
  check_same_bytes(RatingSettings{.scale = 1e-4}, generate_ratings, 5);
}

TEST_CASE("a raised flag stops a generator, and nothing is there") {
  const io::Files files;
  const std::atomic<bool> stop = true;
  {
    io::OutputDirectory out(files.path("made"), false);
    CHECK_THROWS_AS(generate_snp({.people = 10, .variants = 1000}, {.threads = 1, .stop = &stop}, out), Stopped);
  }
  CHECK(std::filesystem::is_empty(files.path("")));
}

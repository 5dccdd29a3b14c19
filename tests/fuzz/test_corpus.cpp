// The harnesses on the files of corpus/: what a fuzzer begins with, and every input that once broke something.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "fuzz/harness.hpp"
#include "fuzz/parts.hpp"

namespace strads::fuzz {
namespace {

const std::filesystem::path corpus = "tests/fuzz/corpus";

// Tables are written to last; thousands of them belong into memory, where the system has files in it.
const int in_memory = std::filesystem::exists("/dev/shm") ? ::setenv("TMPDIR", "/dev/shm", 0) : 0;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <class Use>
void for_inputs(const Harness& harness, const Use& use) {
  for (const auto& entry : std::filesystem::directory_iterator(corpus / harness.name)) {
    CAPTURE(entry.path().string());
    use(content(entry.path()));
  }
}

TEST_CASE("every harness has inputs, and holds on them") {
  for (const Harness& harness : harnesses) {
    int count = 0;
    for_inputs(harness, [&](const std::string& input) {
      CHECK_NOTHROW(harness.run(input));
      ++count;
    });
    CAPTURE(harness.name);
    CHECK(count > 1);
  }
}

TEST_CASE("every harness holds on inputs that are cut short") {
  constexpr std::size_t cuts = 20;
  for (const Harness& harness : harnesses) {
    for_inputs(harness, [&](const std::string& input) {
      for (std::size_t k = 1; k < cuts; ++k)
        CHECK_NOTHROW(harness.run(std::string_view(input).substr(0, input.size() * k / cuts)));
    });
  }
}

TEST_CASE("what the harnesses require can fail") {
  CHECK_THROWS_AS(require(false, "true"), std::logic_error);
  CHECK_THROWS_AS(require_same(Outcome<int>{1, {}}, Outcome<int>{2, {}}, "numbers"), std::logic_error);
  CHECK_THROWS_AS(require_same(Outcome<int>{1, {}}, Outcome<int>{{}, "no"}, "sentences"), std::logic_error);
  CHECK_THROWS_AS((void)outcome_of([]() -> int { throw std::length_error("no Error"); }), std::length_error);
}

TEST_CASE("inputs of several parts are split and joined again") {
  for (const std::string input : {"", "a", "a\n=== b\nc", "=== b\nc\n", "a\n=== b\n\n=== c\nd", "=== ../b\n"}) {
    CAPTURE(input);
    CHECK(join(split(input)) == input);
  }
  const Parts parts = split("a\n\n=== b.c\n=== \nd\n=== e\n");
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].bytes == "a\n");
  CHECK(find(parts, "b.c") == "=== \nd");
  CHECK(find(parts, "e") == "");
  CHECK(find(parts, "f") == std::nullopt);
}

}  // namespace
}  // namespace strads::fuzz

#include "fuzz/harness.hpp"
#include "io/files.hpp"
#include "io/input.hpp"

namespace strads::fuzz {
namespace {

Outcome<std::string> content(const std::string& path) {
  return outcome_of([&] { return std::string(io::open_input(path).bytes); });
}

}  // namespace

void inflate(std::string_view input) {
  const io::Files files;
  const std::string path = files.write("data", input);
  require_same(content(path), content(path), "read twice");
  if (input.starts_with("\x28\xb5\x2f\xfd")) return;  // zstd inside gzip is inflated too

  // Packed, whole and in two pieces, the bytes come back.
  const Outcome<std::string> same{std::string(input), {}};
  const auto packed = [&](const std::string& bytes) { return content(files.write("packed", bytes)); };
  const std::string_view half = input.substr(0, input.size() / 2);
  const std::string_view rest = input.substr(half.size());
  require_same(same, packed(io::gzipped(input)), "gzip");
  require_same(same, packed(io::gzipped(half) + io::gzipped(rest)), "gzip in two members");
  require_same(same, packed(io::zstandard(input)), "zstd");
  require_same(same, packed(io::zstandard(half) + io::zstandard(rest)), "zstd in two frames");
}

}  // namespace strads::fuzz

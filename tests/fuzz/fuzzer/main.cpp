// libFuzzer's entry points. One program for all harnesses: --harness=NAME chooses (libFuzzer passes over `--` options).
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/harness.hpp"
#include "fuzz/parts.hpp"

namespace {

const strads::fuzz::Harness* chosen = nullptr;

std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace

extern "C" {
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

int LLVMFuzzerInitialize(int* argc, char*** argv) {
  constexpr std::string_view option = "--harness=";
  for (const std::string_view argument : std::vector<std::string_view>(*argv, *argv + *argc)) {
    for (const auto& harness : strads::fuzz::harnesses) {
      if (argument == std::string(option) + std::string(harness.name)) chosen = &harness;
    }
  }
  if (chosen != nullptr) return 0;
  std::fputs("which one? --harness=", stderr);
  for (const auto& harness : strads::fuzz::harnesses) std::fprintf(stderr, " %s", std::string(harness.name).c_str());
  std::fputs("\n", stderr);
  std::exit(2);
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run(view(data, size));
  return 0;
}

// Mostly one part alone, so that marks and the other parts stay.
std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  strads::fuzz::Parts parts = strads::fuzz::split(view(data, size));
  if (parts.size() == 1 || seed % 16 == 0) return LLVMFuzzerMutate(data, size, most);
  std::string& bytes = parts[seed / 16 % parts.size()].bytes;
  const std::size_t old = bytes.size();
  const std::size_t room = old + (most - std::min(size, most));
  bytes.resize(room);
  bytes.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(bytes.data()), old, room));
  const std::string joined = strads::fuzz::join(parts);
  size = std::min(joined.size(), most);
  std::memcpy(data, joined.data(), size);
  return size;
}
}

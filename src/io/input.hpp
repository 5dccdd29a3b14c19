// The bytes of a file, "-" for standard input: mapped when it is a plain file, inflated into memory when it is .gz or
// .zst (told by its first bytes, whatever its name), read to the end when it is a pipe.
//
// Throws Error: file, in the system's words; malformed when the compressed data are cut short or corrupt.
#pragma once

#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "strads/error.hpp"

namespace strads::io {

struct Input {
  std::string path;
  std::string_view bytes;
  std::shared_ptr<const void> owner;  // keeps `bytes` alive
  bool mapped = false;                // bytes are pages of the file
};

[[nodiscard]] Input open_input(const std::string& path);

// Throws Error (memory) when `bytes` are more than the machine has. Sizes that a file declares come here before
// anything is allocated.
void require_memory(std::string_view path, double bytes);

// body(), whose lack of memory is an Error (memory) about this file.
template <class Body>
auto with_memory(const std::string& path, const Body& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    throw Error(ErrorKind::memory, path + ": not enough memory to read it");
  }
}

}  // namespace strads::io

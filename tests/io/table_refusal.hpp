// What is said of a table that is not read.
#pragma once

#include <string>

#include "io/dataset.hpp"
#include "strads/error.hpp"

namespace strads::io {

inline std::string refusal(const std::string& path, const ReadOptions& options = {}) {
  try {
    (void)read_dataset(path, options);
  } catch (const Error& error) {
    return std::string(error.what()).substr(path.size());
  }
  return "read";
}

}  // namespace strads::io

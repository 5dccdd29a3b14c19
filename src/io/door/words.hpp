// Errors of the readers in the words of strads/io.hpp.
#pragma once

#include <string>

#include "strads/error.hpp"

namespace strads::io {

// The readers name options as the command line does; here they are those of the structs, in backquotes.
[[nodiscard]] std::string with_options(std::string message);

// Throws Error (usage) unless an option's value makes sense.
void require_option(bool sensible, const char* must);
void require_decimal(char decimal);
void require_threads(int threads);

// work(), whose Errors name options.
template <class Work>
auto told_with_options(const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw Error(error.kind(), with_options(error.what()));
  }
}

}  // namespace strads::io

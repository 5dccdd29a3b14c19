// Decompression of a whole file in memory. Several members or frames in a row are joined, as the tools do.
#pragma once

#include <string>
#include <string_view>

namespace strads::io {

// Throw Error: malformed when the data end early or are corrupt, memory when the machine has less than they need;
// `path` is for the message.
[[nodiscard]] std::string inflate_gzip(std::string_view path, std::string_view bytes);
[[nodiscard]] std::string inflate_zstd(std::string_view path, std::string_view bytes);

}  // namespace strads::io

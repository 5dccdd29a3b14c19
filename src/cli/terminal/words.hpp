// Numbers as a person reads them, and other small text; counts are in core/words.hpp.
#pragma once

#include <string>

#include "core/words.hpp"
#include "strads/index.hpp"

namespace strads::cli {

[[nodiscard]] std::string bytes(double value);       // "12.3 MiB"
[[nodiscard]] std::string duration(double seconds);  // "0.31 s", "2 min 5 s", "1 h 2 min"
[[nodiscard]] std::string percent(double share);     // 0.12345 -> "12.35"
// A duality gap: two digits, or "unknown" when it is infinite.
[[nodiscard]] std::string gap_text(double gap);
// Exactly, in 17 digits.
[[nodiscard]] std::string exact(double value);

}  // namespace strads::cli

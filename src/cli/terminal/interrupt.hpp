// SIGINT and SIGTERM. At first they end the process at once with exit code 128 + signal: nothing is on disk then.
// After `fitting()` the first one only raises a flag, so that the results so far can be written, and a second one ends
// the process. After `writing()` they are noted and nothing more: writing is short and leaves nothing half done.
#pragma once

#include <atomic>

namespace strads::cli {

void catch_signals();
void fitting();
void writing();

// Raised by a signal while fitting.
[[nodiscard]] const std::atomic<bool>& interrupt_flag();
// 130 or 143 after a signal, else 0.
[[nodiscard]] int interrupt_code();

}  // namespace strads::cli

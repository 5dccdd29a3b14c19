// Pieces of a file that are made on many threads and taken one after another, so that no byte depends on the threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <type_traits>
#include <vector>

#include "core/in_parallel.hpp"

namespace strads::generate {

struct Execution {
  int threads = 1;                          // one: the definition, a plain loop
  const std::atomic<bool>* stop = nullptr;  // raised: `in_order` throws Stopped before its next pieces
};

struct Stopped {};

// take(k, make(k)) for k in [0, count), in this order. Holds four pieces a thread.
template <class Make, class Take>
void in_order(Index count, const Execution& execution, const Make& make, const Take& take) {
  const Index batch = execution.threads <= 1 ? 1 : 4 * Index{execution.threads};
  std::vector<std::invoke_result_t<Make, Index>> pieces(static_cast<std::size_t>(std::min(batch, count)));
  for (Index first = 0; first < count; first += batch) {
    if (execution.stop != nullptr && execution.stop->load()) throw Stopped{};
    const Index here = std::min(batch, count - first);
    in_parallel(here, execution.threads, [&](Index k) { pieces[static_cast<std::size_t>(k)] = make(first + k); });
    for (Index k = 0; k < here; ++k) take(first + k, pieces[static_cast<std::size_t>(k)]);
  }
}

}  // namespace strads::generate

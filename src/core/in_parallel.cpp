#include "core/in_parallel.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include "core/named_workers.hpp"

namespace strads {

void in_parallel(Index count, int threads, const std::function<void(Index)>& work) {
  if (threads <= 1 || count <= 1) {
    for (Index k = 0; k < count; ++k) work(k);
    return;
  }
  // Without it the library caps the arena at the processors it sees, and says so on stderr.
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                          static_cast<std::size_t>(threads));
  oneapi::tbb::task_arena arena(threads);
  const NamedWorkers names(arena);
  arena.execute([&] { oneapi::tbb::parallel_for(Index{0}, count, [&](Index k) { work(k); }); });
}

}  // namespace strads

// oneTBB's workers by the name that debuggers, profilers and timelines show.
#pragma once

#include <oneapi/tbb/task_scheduler_observer.h>

#include <utility>

#include "strads/span.hpp"

namespace strads {

// Names the workers of an arena as they first enter it.
class NamedWorkers final : public oneapi::tbb::task_scheduler_observer {
 public:
  explicit NamedWorkers(oneapi::tbb::task_arena& arena) : task_scheduler_observer(arena) { observe(true); }
  ~NamedWorkers() override { observe(false); }
  NamedWorkers(const NamedWorkers&) = delete;
  NamedWorkers& operator=(const NamedWorkers&) = delete;

  void on_scheduler_entry(bool worker) override {
    thread_local bool named = false;
    if (worker && !std::exchange(named, true)) name_thread("strads-worker");
  }
};

}  // namespace strads

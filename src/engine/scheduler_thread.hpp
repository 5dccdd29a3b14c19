// The scheduler's own thread: rounds come back to it in order, it plans them again and hands them on. Nothing else
// touches the scheduler while it lives, so sampler and filter need no lock.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "strads/problem.hpp"

namespace strads {

class SchedulerThread {
 public:
  // `plan` runs on the new thread for each submitted round, in order of submission.
  explicit SchedulerThread(std::function<void(Round*)> plan);
  ~SchedulerThread();  // after the round being planned
  SchedulerThread(const SchedulerThread&) = delete;
  SchedulerThread& operator=(const SchedulerThread&) = delete;

  void submit(Round* round);
  void submit(std::vector<Round>& rounds);  // all before any of them can come back

  // Rethrows what `plan` threw, if anything; after that nothing more is planned.
  void rethrow();

 private:
  void loop();

  std::function<void(Round*)> plan_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Round*> inbox_;
  bool closing_ = false;
  std::exception_ptr failure_;
  std::thread thread_;  // last: it starts when the rest is ready
};

}  // namespace strads

#include "engine/scheduler_thread.hpp"

#include <utility>

#include "strads/span.hpp"

namespace strads {

SchedulerThread::SchedulerThread(std::function<void(Round*)> plan)
    : plan_(std::move(plan)), thread_([this] { loop(); }) {}

SchedulerThread::~SchedulerThread() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SchedulerThread::submit(Round* round) {
  {
    const std::lock_guard lock(mutex_);
    inbox_.push_back(round);
  }
  changed_.notify_one();
}

void SchedulerThread::submit(std::vector<Round>& rounds) {
  {
    const std::lock_guard lock(mutex_);
    for (Round& round : rounds) inbox_.push_back(&round);
  }
  changed_.notify_one();
}

void SchedulerThread::rethrow() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
}

void SchedulerThread::loop() {
  name_thread("strads-schedule");
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return closing_ || !inbox_.empty(); });
    if (inbox_.empty()) return;
    Round* round = inbox_.front();
    inbox_.pop_front();
    lock.unlock();
    std::exception_ptr failure;
    try {
      plan_(round);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure) failure_ = failure;
  }
}

}  // namespace strads

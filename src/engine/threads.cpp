// Standard threads and a barrier only, so that ThreadSanitizer can check what the executors share.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <mutex>
#include <semaphore>
#include <thread>

#include "engine/executors.hpp"
#include "engine/pipeline.hpp"
#include "engine/scheduler_thread.hpp"

namespace strads {
namespace {

class Threads final : public Executor {
 public:
  explicit Threads(int threads) : threads_(threads), start_(threads), finish_(threads) {
    for (int t = 1; t < threads; ++t) workers_.emplace_back([this] { work(); });
  }
  ~Threads() override {
    pass_ = nullptr;
    start_.arrive_and_wait();
    for (std::thread& worker : workers_) worker.join();
  }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  // The scheduler's thread may ask for a pass while the workers are busy, and so may a tile of another pass; each then
  // does it alone, to the same bits.
  void run(const Pass& pass) override {
    const Taken workers(pool_);
    if (pass.tiles <= 1 || !workers.mine) return run_alone(pass);
    const Span span(pass.name, SpanKind::shared);
    pass_ = &pass;
    next_ = 0;
    start_.arrive_and_wait();
    claim_tiles();
    finish_.arrive_and_wait();
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  }

  void pipeline(const Stages& stages) override {
    if (stages.lookahead == 0) return run_serial_pipeline(stages);
    const Span span("rounds", SpanKind::shared);
    std::vector<Round> rounds = rounds_in_flight(stages);
    Execution execution(stages);
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Round*> planned;
    int outside = 0;  // rounds that the scheduler's thread has and has not answered for
    bool failed = false;
    SchedulerThread thread([&](Round* round) {
      const auto answer = [&](bool again, bool broken) {
        const std::lock_guard lock(mutex);
        if (again) planned.push_back(round);
        failed |= broken;
        --outside;
        changed.notify_one();
      };
      try {
        answer(stages.schedule(*round), false);
      } catch (...) {
        answer(false, true);
        throw;
      }
    });
    const auto submit = [&](Round* round) {
      {
        const std::lock_guard lock(mutex);
        ++outside;
      }
      thread.submit(round);
    };
    for (Round& round : rounds) submit(&round);
    for (;;) {
      Round* next = nullptr;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return !planned.empty() || outside == 0; });
        if (failed) break;
        if (!planned.empty()) {
          next = planned.front();
          planned.pop_front();
        }
      }
      Round* done = next != nullptr ? execution.execute(next) : execution.release();
      if (next == nullptr && done == nullptr) break;
      if (done != nullptr) submit(done);
    }
    thread.rethrow();
  }

  [[nodiscard]] int threads() const override { return threads_; }

 private:
  void work() {
    name_thread("strads-worker");
    for (;;) {
      start_.arrive_and_wait();
      if (pass_ == nullptr) return;
      claim_tiles();
      finish_.arrive_and_wait();
    }
  }

  void claim_tiles() {
    try {
      for (Index tile = next_++; tile < pass_->tiles; tile = next_++) run_tile(*pass_, tile);
    } catch (...) {
      const std::lock_guard lock(failure_mutex_);
      failure_ = std::current_exception();
    }
  }

  // The workers, for as long as this lives, unless somebody has them.
  struct Taken {
    explicit Taken(std::binary_semaphore& p) : pool(p), mine(p.try_acquire()) {}
    ~Taken() {
      if (mine) pool.release();
    }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    std::binary_semaphore& pool;
    bool mine;
  };

  int threads_;
  std::binary_semaphore pool_{1};
  std::barrier<> start_;
  std::barrier<> finish_;
  const Pass* pass_ = nullptr;
  std::atomic<Index> next_{0};
  std::mutex failure_mutex_;
  std::exception_ptr failure_;
  std::vector<std::thread> workers_;
};

}  // namespace

std::unique_ptr<Executor> make_threads(int threads) { return std::make_unique<Threads>(threads); }

}  // namespace strads

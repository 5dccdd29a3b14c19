// Rounds in flight on one thread: the order that the other executors must reproduce.
#include "engine/executors.hpp"
#include "engine/pipeline.hpp"

namespace strads {

void run_serial_pipeline(const Stages& stages) {
  const Span span("rounds", SpanKind::stage);
  std::vector<Round> rounds = rounds_in_flight(stages);
  Execution execution(stages);
  std::deque<Round*> planned;
  const auto plan = [&](Round* round) {
    if (round != nullptr && stages.schedule(*round)) planned.push_back(round);
  };
  for (Round& round : rounds) plan(&round);
  for (;;) {
    if (planned.empty()) {
      Round* late = execution.release();
      if (late == nullptr) return;
      plan(late);
      continue;
    }
    Round* next = planned.front();
    planned.pop_front();
    plan(execution.execute(next));
  }
}

namespace {

class Serial : public Executor {
 public:
  void run(const Pass& pass) override { run_alone(pass); }
  void pipeline(const Stages& stages) override { run_serial_pipeline(stages); }
  [[nodiscard]] int threads() const override { return 1; }
};

class Backward final : public Serial {
 public:
  void run(const Pass& pass) override {
    const Span span(pass.name, SpanKind::pass);
    for (Index tile = pass.tiles; tile-- > 0;) pass.work(tile);
  }
};

}  // namespace

std::unique_ptr<Executor> make_backward() { return std::make_unique<Backward>(); }
std::unique_ptr<Executor> make_serial() { return std::make_unique<Serial>(); }

}  // namespace strads

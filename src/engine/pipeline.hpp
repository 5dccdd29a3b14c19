// What every executor does with planned rounds, apart from threads: order, lookahead and the delay line of stale
// proposals. Executors differ only in who calls these and when they overlap.
#pragma once

#include <deque>
#include <vector>

#include "strads/engine.hpp"
#include "strads/span.hpp"

namespace strads {

// Propose and commit in round order. One thread at a time.
class Execution {
 public:
  explicit Execution(const Stages& stages) : stages_(stages) {}

  // Executes a planned round. Returns the round whose feedback is now complete, or null when a stale pipeline holds it.
  Round* execute(Round* round) {
    const Span span("round", SpanKind::stage, round->number);
    stages_.propose(*round);
    if (!stages_.stale) {
      stages_.commit(*round);
      return round;
    }
    held_.push_back(round);
    return static_cast<int>(held_.size()) > stages_.lookahead ? release() : nullptr;
  }

  // Commits the oldest round that a stale pipeline still holds; null when there is none.
  Round* release() {
    if (held_.empty()) return nullptr;
    Round* oldest = held_.front();
    held_.pop_front();
    stages_.commit(*oldest);
    return oldest;
  }

 private:
  const Stages& stages_;
  std::deque<Round*> held_;
};

// The lookahead + 1 round objects that circulate.
inline std::vector<Round> rounds_in_flight(const Stages& stages) {
  std::vector<Round> rounds(static_cast<std::size_t>(stages.lookahead) + 1);
  for (Round& round : rounds) round.number = -1;
  return rounds;
}

// Everything on the calling thread: the definition of a pipeline's result.
void run_serial_pipeline(const Stages& stages);

}  // namespace strads

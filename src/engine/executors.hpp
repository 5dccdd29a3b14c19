// The executors, one file each.
#pragma once

#include <memory>

#include "strads/engine.hpp"
#include "strads/span.hpp"

namespace strads {

// All tiles on the calling thread.
inline void run_alone(const Pass& pass) {
  const Span span(pass.name, SpanKind::pass);
  run_in_order(pass);
}

// One of a pass that threads share.
inline void run_tile(const Pass& pass, Index tile) {
  const Span span(pass.name, SpanKind::tile, tile);
  pass.work(tile);
}

std::unique_ptr<Executor> make_serial();
std::unique_ptr<Executor> make_backward();
std::unique_ptr<Executor> make_flow(int threads);
std::unique_ptr<Executor> make_threads(int threads);

}  // namespace strads

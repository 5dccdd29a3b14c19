// Spans: what a thread is at, from a begin to an end, for whoever watches. One call, three who may listen:
//
//   SpanRecorder   in this process: a timeline, and where the time went
//   USDT probes    strads:span_begin(name, number, kind) and strads:span_end(name), for perf, bpftrace and SystemTap,
//                  where sys/sdt.h was there to build with: a nop each until somebody attaches
//   ITT tasks      domain "strads", for VTune, where ittnotify was: a test of one flag each until a collector loads
//
// Spans of one thread nest. Names are literals: they are kept as pointers. Nobody listening, a span costs two calls and
// a branch, a few nanoseconds: give one to what takes a microsecond or more. Recording adds two readings of the clock.
//
// Any thread may open spans. One recorder lives at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "strads/index.hpp"

namespace strads {

enum class SpanKind {
  part,    // of a command or a fit: "read", "solve", "point" of a path, "sweep"
  stage,   // of a round: "schedule", "round", "commit"
  pass,    // a pass that one thread runs alone
  shared,  // what several threads work on: whatever is in no span inside it, the thread waits
  tile,    // a tile of a shared pass, or a block of "propose"
};
[[nodiscard]] const char* name(SpanKind kind);

namespace detail {
struct SpanTrack;
}

class Span {
 public:
  // `number`: of the round, point, tile; -1 for none.
  explicit Span(const char* name, SpanKind kind, Index number = -1);
  ~Span();
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;

 private:
  const char* name_;
  Index number_;
  SpanKind kind_;
  detail::SpanTrack* track_ = nullptr;  // null: not recorded
  Span* outer_ = nullptr;
  std::int64_t begin_ = 0;
  std::int64_t inside_ = 0;  // nanoseconds in spans directly inside
};

// Names the calling thread, for debuggers, profilers and timelines. At most 15 characters are shown.
void name_thread(const char* name);

// Listens from its construction to its destruction. Keeps sums of every span, and the spans themselves within a bound:
// when a thread has `spans_a_thread` of them, the shorter half is let go and from then on what is as short is not kept,
// so that the picture loses what is too small to see in it. 0 keeps none. 40 bytes a span.
class SpanRecorder {
 public:
  struct Kept {
    const char* name;
    SpanKind kind;
    Index number;
    std::int64_t begin;  // nanoseconds since the recorder's construction
    std::int64_t end;
  };
  struct Sum {
    const char* name;
    SpanKind kind;
    Index count = 0;
    std::int64_t whole = 0;  // nanoseconds from begin to end
    std::int64_t own = 0;    // likewise, less what lies in spans inside
  };
  struct Thread {
    std::string name;
    std::vector<Kept> spans;    // by begin, outer ones first
    std::int64_t shortest = 0;  // nanoseconds: shorter ones were let go
    Index let_go = 0;
    std::vector<Sum> sums;  // one for each name and kind, in the order of their first end
  };

  explicit SpanRecorder(std::size_t spans_a_thread);
  ~SpanRecorder();
  SpanRecorder(const SpanRecorder&) = delete;
  SpanRecorder& operator=(const SpanRecorder&) = delete;

  // What the threads have done so far, in the order of their first spans. Spans that are still open are not there. Not
  // while other threads may end spans.
  [[nodiscard]] std::vector<Thread> threads() const;

 private:
  friend class Span;
  struct Tracks;
  std::unique_ptr<Tracks> tracks_;
};

}  // namespace strads

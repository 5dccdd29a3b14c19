#include "strads/span.hpp"

#include <pthread.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <utility>

#include "core/span_probes.hpp"

namespace strads {
namespace {

std::int64_t now() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

std::string thread_name() {
  std::array<char, 16> text{};
  pthread_getname_np(pthread_self(), text.data(), text.size());
  return text.data();
}

}  // namespace

namespace detail {

// One thread's. Nobody else touches it while spans may end.
struct SpanTrack {
  void end(const SpanRecorder::Kept& span, std::int64_t inside);
  void let_go_of_half();

  std::size_t bound = 0;
  bool free = false;  // its thread has ended: one of the same name may go on with it
  Span* innermost = nullptr;
  SpanRecorder::Thread thread;
};

void SpanTrack::end(const SpanRecorder::Kept& span, std::int64_t inside) {
  auto& sums = thread.sums;
  auto sum = std::find_if(sums.begin(), sums.end(),
                          [&](const auto& other) { return other.name == span.name && other.kind == span.kind; });
  if (sum == sums.end()) sum = sums.insert(sum, {span.name, span.kind});
  const std::int64_t whole = span.end - span.begin;
  ++sum->count;
  sum->whole += whole;
  sum->own += whole - inside;
  if (whole < thread.shortest || bound == 0) {
    ++thread.let_go;
    return;
  }
  thread.spans.push_back(span);
  if (thread.spans.size() >= bound) let_go_of_half();
}

void SpanTrack::let_go_of_half() {
  auto& spans = thread.spans;
  std::vector<std::int64_t> lengths;
  lengths.reserve(spans.size());
  for (const auto& span : spans) lengths.push_back(span.end - span.begin);
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  thread.shortest = *middle + 1;
  thread.let_go += static_cast<Index>(
      std::erase_if(spans, [this](const auto& span) { return span.end - span.begin < thread.shortest; }));
}

}  // namespace detail

struct SpanRecorder::Tracks {
  // The calling thread's.
  detail::SpanTrack& mine();
  detail::SpanTrack& found(const std::string& name);

  std::size_t bound = 0;
  std::uint64_t number = 0;  // of the recorder, from 1
  std::int64_t start = now();
  std::deque<detail::SpanTrack> all;
};

namespace {

std::mutex registry;                // guards which tracks there are, and whose
std::uint64_t recorder_number = 0;  // of the last recorder, from 1
std::atomic<SpanRecorder*> listening = nullptr;

// What a thread remembers of its track.
struct Known {
  std::uint64_t recorder = 0;
  detail::SpanTrack* track = nullptr;

  ~Known() {
    const std::lock_guard lock(registry);
    if (listening != nullptr && recorder == recorder_number) track->free = true;
  }
};

}  // namespace

detail::SpanTrack& SpanRecorder::Tracks::found(const std::string& name) {
  for (detail::SpanTrack& track : all) {
    if (track.free && track.thread.name == name) return track;
  }
  detail::SpanTrack& track = all.emplace_back();
  track.bound = bound;
  track.thread.name = name;
  return track;
}

detail::SpanTrack& SpanRecorder::Tracks::mine() {
  thread_local Known known;
  if (known.recorder != number) {
    const std::lock_guard lock(registry);
    known.track = &found(thread_name());
    known.track->free = false;
    known.recorder = number;
  }
  return *known.track;
}

const char* name(SpanKind kind) {
  switch (kind) {
    case SpanKind::part:
      return "part";
    case SpanKind::stage:
      return "stage";
    case SpanKind::pass:
      return "pass";
    case SpanKind::shared:
      return "shared";
    case SpanKind::tile:
      return "tile";
  }
  return "";
}

void name_thread(const char* name) {
  std::array<char, 16> shown{};
  std::string(name).copy(shown.data(), shown.size() - 1);
  pthread_setname_np(pthread_self(), shown.data());
  probes::name_thread(name);
}

Span::Span(const char* name, SpanKind kind, Index number) : name_(name), number_(number), kind_(kind) {
  probes::begin(name, number, strads::name(kind));
  SpanRecorder* recorder = listening.load(std::memory_order_acquire);
  if (recorder == nullptr) return;
  track_ = &recorder->tracks_->mine();
  outer_ = std::exchange(track_->innermost, this);
  begin_ = now() - recorder->tracks_->start;
}

Span::~Span() {
  if (track_ != nullptr) {
    const std::int64_t end = now() - listening.load(std::memory_order_relaxed)->tracks_->start;
    track_->innermost = outer_;
    if (outer_ != nullptr) outer_->inside_ += end - begin_;
    track_->end({name_, kind_, number_, begin_, end}, inside_);
  }
  probes::end(name_);
}

SpanRecorder::SpanRecorder(std::size_t spans_a_thread) : tracks_(std::make_unique<Tracks>()) {
  const std::lock_guard lock(registry);
  tracks_->bound = spans_a_thread;
  tracks_->number = ++recorder_number;
  listening.store(this, std::memory_order_release);
}

SpanRecorder::~SpanRecorder() {
  const std::lock_guard lock(registry);
  listening.store(nullptr, std::memory_order_release);
}

std::vector<SpanRecorder::Thread> SpanRecorder::threads() const {
  const std::lock_guard lock(registry);
  std::vector<Thread> threads;
  for (const auto& track : tracks_->all) {
    Thread& thread = threads.emplace_back(track.thread);
    // Of spans that begin together the outer one was kept later.
    std::reverse(thread.spans.begin(), thread.spans.end());
    std::stable_sort(thread.spans.begin(), thread.spans.end(), [](const Kept& a, const Kept& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
  }
  return threads;
}

}  // namespace strads

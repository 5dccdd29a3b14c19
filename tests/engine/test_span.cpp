// Spans: what is recorded of them, alone and under every executor.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <thread>

#include "halving.hpp"
#include "strads/span.hpp"

using namespace strads;

namespace {

using Thread = SpanRecorder::Thread;

// That spans of one thread lie inside each other or apart, as they are ordered: by begin, outer ones first.
void check_nesting(const Thread& thread) {
  std::vector<SpanRecorder::Kept> open;
  std::int64_t begin = 0;
  for (const auto& span : thread.spans) {
    REQUIRE(span.begin <= span.end);
    REQUIRE(span.begin >= begin);
    begin = span.begin;
    while (!open.empty() && open.back().end <= span.begin && open.back().end < span.end) open.pop_back();
    if (!open.empty()) REQUIRE(span.end <= open.back().end);
    open.push_back(span);
  }
}

Index count(const Thread& thread, const std::string& name) {
  Index total = 0;
  for (const auto& sum : thread.sums) total += sum.name == name ? sum.count : 0;
  return total;
}

EngineSettings settings_of(ExecutorKind executor, int threads, int lookahead) {
  EngineSettings settings;
  settings.executor = executor;
  settings.threads = threads;
  settings.lookahead = lookahead;
  settings.max_rounds = 60;
  return settings;
}

// Each kind of span's place: the kinds that the engine opens, by name.
void check_engine_spans(const EngineSettings& settings) {
  const SpanRecorder recorder(1 << 16);
  const auto outcome = test::halve(settings, test::scheduling(Policy::random, 8));
  std::int64_t rounds = 0;
  std::set<std::string> names;
  const auto threads = recorder.threads();
  for (const Thread& thread : threads) {
    check_nesting(thread);
    std::int64_t top = 0;
    std::int64_t own = 0;
    std::int64_t end = 0;
    for (const auto& span : thread.spans) {
      names.insert(span.name);
      if (span.begin < end) continue;
      top += span.end - span.begin;
      end = span.end;
    }
    for (const auto& sum : thread.sums) own += sum.own;
    CHECK(own == top);  // every nanosecond inside some span is the own time of one
    CHECK(thread.let_go == 0);
    rounds += count(thread, "round");
  }
  CHECK(rounds == outcome.activity.rounds);
  for (const auto* name : {"rounds", "round", "schedule", "propose", "commit"}) CHECK(names.contains(name));
}

}  // namespace

TEST_CASE("sums and spans of one thread are what happened") {
  SpanRecorder recorder(100);
  {
    const Span outer("outer", SpanKind::part, 7);
    for (int k = 0; k < 3; ++k) const Span inner("inner", SpanKind::tile, k);
  }
  const auto threads = recorder.threads();
  REQUIRE(threads.size() == 1);
  const auto& spans = threads[0].spans;
  REQUIRE(spans.size() == 4);
  CHECK(spans[0].name == std::string("outer"));
  CHECK(spans[0].number == 7);
  for (std::size_t k = 1; k < 4; ++k) {
    CHECK(spans[k].name == std::string("inner"));
    CHECK(spans[k].kind == SpanKind::tile);
    CHECK(spans[k].number == static_cast<Index>(k) - 1);
  }
  check_nesting(threads[0]);
  const auto& sums = threads[0].sums;
  REQUIRE(sums.size() == 2);
  CHECK(sums[0].count == 3);
  CHECK(sums[0].own == sums[0].whole);
  CHECK(sums[1].own == sums[1].whole - sums[0].whole);
}

TEST_CASE("the bound holds, and the longer spans stay") {
  SpanRecorder recorder(64);
  for (int k = 0; k < 1000; ++k) {
    const Span outer("outer", SpanKind::part, k);
    for (int i = 0; i < 20; ++i) const Span inner("inner", SpanKind::tile, i);
  }
  const auto threads = recorder.threads();
  REQUIRE(threads.size() == 1);
  const Thread& thread = threads[0];
  CHECK(thread.spans.size() < 64);
  CHECK(static_cast<Index>(thread.spans.size()) + thread.let_go == 21'000);
  CHECK(thread.shortest > 0);
  for (const auto& span : thread.spans) CHECK(span.end - span.begin >= thread.shortest);
  check_nesting(thread);
  CHECK(count(thread, "inner") == 20'000);  // sums miss nothing
}

TEST_CASE("a recorder of sums keeps no span, and without one nothing is kept") {
  { const Span unseen("unseen", SpanKind::part); }
  SpanRecorder recorder(0);
  { const Span seen("seen", SpanKind::part); }
  const auto threads = recorder.threads();
  REQUIRE(threads.size() == 1);
  CHECK(threads[0].spans.empty());
  REQUIRE(threads[0].sums.size() == 1);
  CHECK(threads[0].sums[0].name == std::string("seen"));
}

TEST_CASE("threads are tracks by their names; one that ended leaves its track to the next of its name") {
  SpanRecorder recorder(100);
  for (const char* name : {"first", "second", "first"}) {
    std::thread([name] {
      name_thread(name);
      const Span span("work", SpanKind::part);
    }).join();
  }
  const auto threads = recorder.threads();
  REQUIRE(threads.size() == 2);
  CHECK(threads[0].name == "first");
  CHECK(threads[0].spans.size() == 2);
  CHECK(threads[1].name == "second");
  CHECK(threads[1].spans.size() == 1);
}

TEST_CASE("rounds leave their spans, nested, with serial and threads") {
  check_engine_spans(settings_of(ExecutorKind::serial, 1, 0));
  for (const int lookahead : {0, 2}) check_engine_spans(settings_of(ExecutorKind::threads, 3, lookahead));
}

TEST_CASE("flow: rounds leave their spans, nested") {
  for (const int lookahead : {0, 2}) check_engine_spans(settings_of(ExecutorKind::flow, 3, lookahead));
}

TEST_CASE("flow: with lookahead the scheduler has a track of its own, and workers have theirs") {
  const SpanRecorder recorder(1 << 16);
  test::halve(settings_of(ExecutorKind::flow, 3, 1), test::scheduling(Policy::random, 8));
  for (const Thread& thread : recorder.threads()) {
    if (thread.name == "strads-schedule") CHECK(count(thread, "round") == 0);
    if (count(thread, "schedule") > 0) CHECK(thread.name == "strads-schedule");
  }
}

TEST_CASE("the same bits with a recorder and without") {
  for (const ExecutorKind executor : {ExecutorKind::serial, ExecutorKind::threads}) {
    const auto settings = settings_of(executor, 3, 1);
    const auto without = test::halve(settings, test::scheduling(Policy::dynamic, 8));
    const SpanRecorder recorder(16);
    CHECK(test::halve(settings, test::scheduling(Policy::dynamic, 8)).values == without.values);
  }
}

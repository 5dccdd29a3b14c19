// Rounds as a oneTBB flow graph: a ring of named nodes in which lookahead + 1 rounds circulate.
//
//   schedule (serial) -> execute (serial; propose and commit fan out over tiles) -> back to schedule
//
// With lookahead 0 nothing overlaps the scheduler, so it is a plain node of the graph and a round costs about a
// microsecond. With lookahead it is an async node served by a thread of its own.
#define TBB_USE_PROFILING_TOOLS 2
#include <oneapi/tbb/flow_graph.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include "core/named_workers.hpp"
#include "engine/executors.hpp"
#include "engine/pipeline.hpp"
#include "engine/scheduler_thread.hpp"

namespace strads {
namespace {

namespace flow = tbb::flow;

constexpr double worth_threads = 3e4;  // entries: on fewer, waking a worker costs more than the work

class Flow final : public Executor {
 public:
  explicit Flow(int threads)
      : threads_(threads),
        control_(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads) + 1),
        arena_(threads),
        names_(arena_) {}

  void run(const Pass& pass) override {
    const bool small = pass.workload > 0 && pass.workload < worth_threads;
    if (pass.tiles <= 1 || small) return run_alone(pass);
    const Span span(pass.name, SpanKind::shared);
    arena_.execute([&] {
      // Isolated: a worker that waits here must not pick up another stage of the ring.
      tbb::this_task_arena::isolate([&] {
        tbb::parallel_for(
            Index{0}, pass.tiles, [&](Index tile) { run_tile(pass, tile); }, tbb::simple_partitioner{});
      });
    });
  }

  void pipeline(const Stages& stages) override {
    const Span span("rounds", SpanKind::shared);
    std::vector<Round> rounds = rounds_in_flight(stages);
    Execution execution(stages);
    arena_.execute([&] {
      if (stages.lookahead == 0) {
        run_ring(stages, execution, rounds);
      } else {
        run_ring_with_scheduler_thread(stages, execution, rounds);
      }
    });
  }

  [[nodiscard]] int threads() const override { return threads_; }

 private:
  using Execute = flow::multifunction_node<Round*, std::tuple<Round*>>;

  static Execute make_execute(flow::graph& graph, Execution& execution) {
    return {graph, flow::serial, [&execution](Round* round, Execute::output_ports_type& ports) {
              if (Round* done = execution.execute(round)) std::get<0>(ports).try_put(done);
            }};
  }

  // Until the graph is idle; then what a stale pipeline still holds.
  template <class Node>
  static void circulate(flow::graph& graph, Node& schedule, Execution& execution) {
    graph.wait_for_all();
    while (Round* late = execution.release()) {
      schedule.try_put(late);
      graph.wait_for_all();
    }
  }

  static void run_ring(const Stages& stages, Execution& execution, std::vector<Round>& rounds) {
    flow::graph graph;
    Execute schedule(graph, flow::serial, [&stages](Round* round, Execute::output_ports_type& ports) {
      if (stages.schedule(*round)) std::get<0>(ports).try_put(round);
    });
    Execute execute = make_execute(graph, execution);
    set_name(graph, "strads rounds");
    set_name(schedule, "schedule");
    set_name(execute, "propose and commit");
    flow::make_edge(flow::output_port<0>(schedule), execute);
    flow::make_edge(flow::output_port<0>(execute), schedule);
    for (Round& round : rounds) schedule.try_put(&round);
    circulate(graph, schedule, execution);
  }

  static void run_ring_with_scheduler_thread(const Stages& stages, Execution& execution, std::vector<Round>& rounds) {
    using Schedule = flow::async_node<Round*, Round*>;
    Schedule::gateway_type* gateway = nullptr;
    SchedulerThread thread([&](Round* round) {
      const Release release{*gateway};
      if (stages.schedule(*round)) gateway->try_put(round);
    });
    flow::graph graph;
    Schedule schedule(graph, flow::serial, [&thread](Round* round, Schedule::gateway_type& gate) {
      gate.reserve_wait();
      thread.submit(round);
    });
    gateway = &schedule.gateway();
    Execute execute = make_execute(graph, execution);
    set_name(graph, "strads rounds");
    set_name(schedule, "schedule");
    set_name(execute, "propose and commit");
    flow::make_edge(schedule, execute);
    flow::make_edge(flow::output_port<0>(execute), schedule);
    for (std::size_t k = 0; k < rounds.size(); ++k) gateway->reserve_wait();
    thread.submit(rounds);
    circulate(graph, schedule, execution);
    thread.rethrow();
  }

  // Lets the graph go idle again when a round has left the scheduler's thread, however it left.
  struct Release {
    flow::async_node<Round*, Round*>::gateway_type& gateway;
    ~Release() { gateway.release_wait(); }
  };

  int threads_;
  tbb::global_control control_;
  tbb::task_arena arena_;
  NamedWorkers names_;
};

}  // namespace

std::unique_ptr<Executor> make_flow(int threads) { return std::make_unique<Flow>(threads); }

}  // namespace strads

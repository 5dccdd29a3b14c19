// The virtual clock against closed forms, and against brute force: the longest path through the graph of all that must
// come before what, and time in small steps where work flows to whoever is idle.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "strads/cluster.hpp"
#include "strads/error.hpp"
#include "strads/random.hpp"

using namespace strads;

namespace {

using Speed = ClusterSettings::Speed;

// Nothing costs anything but entries, a second each.
ClusterSettings only_entries(Index workers) {
  ClusterSettings settings;
  settings.workers = workers;
  settings.latency = 0;
  settings.bandwidth = std::numeric_limits<double>::infinity();
  settings.entry_seconds = 1;
  settings.update_seconds = 0;
  settings.sample_seconds = 0;
  settings.check_seconds = 0;
  settings.round_seconds = 0;
  return settings;
}

// A round of blocks of one variable each.
Round round_of(const std::vector<double>& workloads, int shard = 0) {
  Round round;
  round.shard = shard;
  round.workloads = workloads;
  round.work.operations = workloads;
  for (std::size_t b = 0; b < workloads.size(); ++b) {
    round.variables.push_back(static_cast<Index>(b));
    round.starts.push_back(static_cast<Index>(b) + 1);
  }
  round.drawn = round.kept();
  return round;
}

double sum(const EmulatedParts& parts) { return parts.compute + parts.wait + parts.schedule + parts.network; }

// A history of rounds, drawn at random, without fills.
std::vector<Round> history(Random& random, int shards, Index workers, int count) {
  std::vector<Round> rounds;
  for (int t = 0; t < count; ++t) {
    std::vector<double> workloads(static_cast<std::size_t>(1 + random.below(workers)));
    for (double& workload : workloads) workload = 1 + 9 * random.uniform();
    Round round = round_of(workloads, t % shards);
    round.drawn += random.below(10);
    round.work.looked_up = static_cast<double>(random.below(20));
    round.work.state_bytes = static_cast<double>(random.below(100));
    for (Index pass = random.below(3); pass > 0; --pass) {
      round.work.commits.push_back({10 * random.uniform(), 1 + random.below(9), 0});
    }
    rounds.push_back(std::move(round));
  }
  return rounds;
}

ClusterSettings everything(Index workers, Index schedulers) {
  ClusterSettings settings = only_entries(workers);
  settings.schedulers = schedulers;
  settings.speed = Speed::spread;
  settings.amount = 0.5;
  settings.latency = 0.7;
  settings.bandwidth = 50;
  settings.update_seconds = 0.5;
  settings.sample_seconds = 0.3;
  settings.check_seconds = 0.1;
  settings.round_seconds = 0.2;
  return settings;
}

// What must be over before what, and how long each takes; times by relaxing until nothing moves.
class Graph {
 public:
  std::size_t add(double seconds) {
    seconds_.push_back(seconds);
    return seconds_.size() - 1;
  }
  void before(std::size_t first, std::size_t second, double gap = 0) { edges_.push_back({first, second, gap}); }
  std::vector<double> ends() const {
    std::vector<double> start(seconds_.size(), 0.0);
    for (bool moved = true; moved;) {
      moved = false;
      for (const Edge& edge : edges_) {
        const double least = start[edge.first] + seconds_[edge.first] + edge.gap;
        if (least > start[edge.second]) start[edge.second] = least, moved = true;
      }
    }
    for (std::size_t k = 0; k < start.size(); ++k) start[k] += seconds_[k];
    return start;
  }

 private:
  struct Edge {
    std::size_t first, second;
    double gap;
  };
  std::vector<double> seconds_;
  std::vector<Edge> edges_;
};

// The end of every round.
std::vector<double> by_longest_path(const ClusterSettings& s, const std::vector<double>& speeds,
                                    const std::vector<Round>& rounds, int lookahead, bool stale) {
  std::vector<double> falling = speeds;
  std::sort(falling.rbegin(), falling.rend());
  const auto power = [&](Index parts) {
    return std::accumulate(falling.begin(), falling.begin() + std::min<Index>(parts, s.workers), 0.0);
  };
  const auto hop = [&](double bytes) { return s.latency + bytes / s.bandwidth; };
  Graph graph;
  std::vector<std::size_t> plans;
  std::vector<std::size_t> commits;
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> of_worker(speeds.size());
  for (std::size_t t = 0; t < rounds.size(); ++t) {
    const Round& round = rounds[t];
    const auto kept = static_cast<double>(round.kept());
    const std::size_t plan = graph.add(s.round_seconds + static_cast<double>(round.drawn) * s.sample_seconds +
                                       round.work.looked_up * s.check_seconds);
    double seconds = 0;
    for (std::size_t k = 0; k < round.work.commits.size(); ++k) {
      seconds += round.work.commits[k].workload / power(round.work.commits[k].parts) + (k > 0 ? 2 * hop(0) : 0);
    }
    const std::size_t commit = graph.add(seconds + hop(round.work.state_bytes));
    const auto known = static_cast<std::ptrdiff_t>(t) - 1 - lookahead;
    for (std::size_t u = 0; u < t; ++u) {
      if (rounds[u].shard % s.schedulers == round.shard % s.schedulers) graph.before(plans[u], plan);
      if (static_cast<std::ptrdiff_t>(u) <= known && rounds[u].shard == round.shard) graph.before(commits[u], plan);
    }
    if (t > 0 && lookahead > 0 && round.work.looked_up > 0) graph.before(plans[t - 1], plan);
    if (t > 0) graph.before(commits[t - 1], commit);

    std::vector<Index> order(round.workloads.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](Index a, Index b) { return round.workloads[a] > round.workloads[b]; });
    std::vector<Index> fastest(speeds.size());
    std::iota(fastest.begin(), fastest.end(), 0);
    std::stable_sort(fastest.begin(), fastest.end(), [&](Index a, Index b) { return speeds[a] > speeds[b]; });
    for (std::size_t k = 0; k < order.size(); ++k) {
      const auto worker = static_cast<std::size_t>(fastest[k]);
      const std::size_t block =
          graph.add((round.work.operations[order[k]] * s.entry_seconds + s.update_seconds) / speeds[worker]);
      graph.before(plan, block, hop(8 * kept));
      const std::ptrdiff_t state = stale ? known : static_cast<std::ptrdiff_t>(t) - 1;
      if (state >= 0) graph.before(commits[state], block);
      if (!of_worker[worker].empty()) graph.before(of_worker[worker].back().second, block);
      of_worker[worker].emplace_back(t, block);
      graph.before(block, commit, hop(16 * kept));
    }
    plans.push_back(plan);
    commits.push_back(commit);
  }
  const std::vector<double> ends = graph.ends();
  std::vector<double> found;
  for (const std::size_t commit : commits) found.push_back(ends[commit]);
  return found;
}

}  // namespace

TEST_CASE("one worker, messages free: the sum of all work") {
  Cluster cluster(only_entries(1));
  cluster.pass({"pass", 7, {}, 60.0});
  CHECK(cluster.round(round_of({5})).end == 65);
  CHECK(cluster.round(round_of({2, 4})).end == 71);  // more blocks than workers: one after another
  CHECK(cluster.seconds() == 71);
  CHECK(cluster.parts().compute == 71);
  CHECK(sum(cluster.parts()) == 71);
}

TEST_CASE("a barrier waits for the slowest block, and passes are shared") {
  Cluster cluster(only_entries(4));
  CHECK(cluster.round(round_of({4, 1, 2, 1})).end == 4);
  CHECK(cluster.parts().compute == 2);
  CHECK(cluster.parts().wait == 2);
  cluster.pass({"pass", 64, {}, 60.0});
  CHECK(cluster.seconds() == 4 + 15);
  cluster.pass({"pass", 2, {}, 60.0});
  CHECK(cluster.seconds() == 4 + 15 + 30);
  cluster.pass({"pass", 2, {}, 60.0, 3});  // could be cut in three
  CHECK(cluster.seconds() == 4 + 15 + 30 + 20);
  CHECK(sum(cluster.parts()) == cluster.seconds());
}

TEST_CASE("all that a round costs, by hand") {
  ClusterSettings settings = only_entries(2);
  settings.latency = 100;
  settings.bandwidth = 2;
  settings.update_seconds = 0.5;
  settings.sample_seconds = 10;
  settings.check_seconds = 0.25;
  settings.round_seconds = 1000;
  Cluster cluster(settings);
  Round round = round_of({6, 3});
  round.drawn = 5;
  round.work.looked_up = 8;
  round.work.operations = {7, 30};
  round.work.commits = {{40, 2, 0}, {60, 1, 0}};
  round.work.state_bytes = 24;
  const RoundTimes& times = cluster.round(round);
  CHECK(times.planned == 1000 + 5 * 10 + 8 * 0.25);
  CHECK(times.start == times.planned + 100 + 2 * 8 / 2);
  CHECK(times.workers == std::vector<Index>{0, 1});
  CHECK(times.seconds == std::vector<double>{7.5, 30.5});
  CHECK(times.end == times.start + 30.5 + (100 + 2 * 16 / 2) + 40 / 2 + 2 * 100 + 60 + (100 + 24 / 2));
  CHECK(cluster.parts().schedule == times.planned);
  CHECK(cluster.parts().network == 108 + 116 + 200 + 112);
  CHECK(cluster.parts().compute == (7.5 + 30.5 + 40 + 60) / 2);
  CHECK(sum(cluster.parts()) == doctest::Approx(cluster.seconds()).epsilon(1e-15));
  // A round that is replayed has been drawn and checked before.
  round.replayed = true;
  round.work.looked_up = 0;
  const double before = cluster.seconds();
  CHECK(cluster.round(round).planned == before + 1000);
}

TEST_CASE("a pass is done where it is asked for when messages would take longer") {
  ClusterSettings settings = only_entries(10);
  settings.latency = 4;
  Cluster cluster(settings);
  cluster.pass({"small", 10, {}, 8.0});
  CHECK(cluster.seconds() == 8);
  CHECK(cluster.parts().network == 0);
  cluster.pass({"large", 10, {}, 80.0});
  CHECK(cluster.seconds() == 8 + 4 + 8 + 4);
  CHECK(cluster.parts().network == 8);
}

TEST_CASE("enough schedulers hide planning behind execution; feedback of a shard's own rounds holds them back") {
  const auto seconds = [](Index schedulers, int shards, int lookahead) {
    ClusterSettings settings = only_entries(2);
    settings.schedulers = schedulers;
    settings.round_seconds = 30;
    Cluster cluster(settings, lookahead);
    for (int t = 0; t < 100; ++t) cluster.round(round_of({10, 10}, t % shards));
    return cluster.seconds();
  };
  CHECK(seconds(1, 1, 0) == 100 * 40);           // plan, execute, plan, execute
  CHECK(seconds(1, 1, 1) == 30 + 99 * 30 + 10);  // plans one after another, execution hidden
  CHECK(seconds(2, 2, 0) == 30 + 10 + 49 * 40 + 10);
  CHECK(seconds(4, 4, 0) == 30 + 100 * 10);  // a shard's turn comes back just when its next plan is ready
  CHECK(seconds(8, 8, 0) == 30 + 100 * 10);
}

TEST_CASE("rounds end where the longest path says: shards, lookahead, staleness, uneven workers") {
  Random random(3);
  for (int trial = 0; trial < 60; ++trial) {
    const Index workers = 1 + random.below(6);
    const Index schedulers = 1 + random.below(4);
    const auto shards = static_cast<int>(1 + random.below(5));
    const auto lookahead = static_cast<int>(random.below(4));
    const bool stale = lookahead > 0 && trial % 2 == 0;
    ClusterSettings settings = everything(workers, schedulers);
    settings.seed = static_cast<std::uint64_t>(trial);
    const auto rounds = history(random, shards, workers, 30);
    Cluster cluster(settings, lookahead, stale);
    const auto want = by_longest_path(settings, cluster.speeds(), rounds, lookahead, stale);
    for (std::size_t t = 0; t < rounds.size(); ++t) {
      CHECK(cluster.round(rounds[t]).end == doctest::Approx(want[t]).epsilon(1e-12));
      const EmulatedParts& parts = cluster.parts();
      CHECK(sum(parts) == doctest::Approx(cluster.seconds()).epsilon(1e-12));
      CHECK(std::min({parts.compute, parts.wait, parts.schedule, parts.network}) >= 0);
    }
  }
}

TEST_CASE("missing dependencies flow to whoever is idle") {
  Random random(5);
  for (int trial = 0; trial < 20; ++trial) {
    const Index workers = 2 + random.below(5);
    ClusterSettings settings = everything(workers, 2);
    settings.latency = 0.01;
    settings.seed = static_cast<std::uint64_t>(trial);
    std::vector<Round> rounds = history(random, 2, workers, 2);
    Round& filled = rounds[1];
    filled.work.looked_up = 0;
    filled.work.fills = {{5 + 20 * random.uniform(), workers, 3.0}};

    // Its scheduler asks while the first round is under way: small steps of time, each worker on the fill as soon as
    // its block is done.
    Cluster cluster(settings);
    const RoundTimes first = cluster.round(rounds[0]);
    const double asked =
        settings.round_seconds + static_cast<double>(filled.drawn) * settings.sample_seconds + settings.latency;
    std::vector<double> free(static_cast<std::size_t>(workers), 0.0);
    for (std::size_t b = 0; b < first.workers.size(); ++b) {
      free[first.workers[b]] = first.start + first.seconds[b];
    }
    constexpr double step = 1e-3;
    double time = asked;
    for (double left = filled.work.fills[0].workload; left > 0; time += step) {
      for (std::size_t w = 0; w < free.size(); ++w) left -= time >= free[w] ? step * cluster.speeds()[w] : 0;
    }
    const double want = time + settings.latency + 3.0 / settings.bandwidth;
    CHECK(std::abs(cluster.round(filled).planned - want) < 3 * step);
  }
}

TEST_CASE("who is slow") {
  ClusterSettings settings;
  settings.workers = 240;
  CHECK(Cluster(settings).speeds() == std::vector<double>(240, 1.0));
  settings.speed = Speed::stragglers;
  settings.share = 0.05;
  settings.amount = 0.3;
  const auto speeds = Cluster(settings).speeds();
  CHECK(std::count(speeds.begin(), speeds.end(), 0.3) == 12);
  CHECK(std::count(speeds.begin(), speeds.end(), 1.0) == 228);
  CHECK(Cluster(settings).speeds() == speeds);
  settings.seed = 2;
  CHECK(Cluster(settings).speeds() != speeds);
  settings.speed = Speed::spread;
  const auto spread = Cluster(settings).speeds();
  const auto [least, most] = std::minmax_element(spread.begin(), spread.end());
  CHECK(*least >= 0.7);
  CHECK(*least < 0.71);
  CHECK(*most <= 1.3);
  CHECK(*most > 1.29);
}

TEST_CASE("the heaviest block goes to the fastest worker; a straggler holds the barrier up") {
  ClusterSettings settings = only_entries(3);
  settings.speed = Speed::stragglers;
  settings.share = 1.0 / 3;
  settings.amount = 0.5;
  Cluster cluster(settings);
  const auto slow = std::min_element(cluster.speeds().begin(), cluster.speeds().end()) - cluster.speeds().begin();
  const RoundTimes& times = cluster.round(round_of({3, 9, 6}));
  CHECK(times.workers[0] == slow);
  CHECK(times.seconds == std::vector<double>{6, 9, 6});
  CHECK(times.end == 9);
  CHECK(cluster.round(round_of({6, 6, 6})).end == 9 + 12);
}

TEST_CASE("clusters that make no sense are refused") {
  const auto complaint = [](auto change) {
    ClusterSettings settings;
    change(settings);
    try {
      check(settings);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(complaint([](ClusterSettings&) {}).empty());
  CHECK(complaint([](ClusterSettings& s) { s.workers = 0; }) == "`cluster`: workers must be at least 1");
  CHECK(complaint([](ClusterSettings& s) { s.schedulers = 0; }) == "`cluster`: schedulers must be at least 1");
  CHECK(complaint([](ClusterSettings& s) { s.bandwidth = 0; }) == "`cluster`: bandwidth must be above 0");
  CHECK(complaint([](ClusterSettings& s) { s.latency = -1; }) ==
        "`cluster`: times must be numbers that are not below 0");
  CHECK(complaint([](ClusterSettings& s) { s.speed = Speed::spread, s.amount = 1; }) ==
        "`cluster`: the spread of speeds must be from 0 to below 1");
  CHECK(complaint([](ClusterSettings& s) { s.speed = Speed::stragglers; }) ==
        "`cluster`: the speed of stragglers must be above 0");
  CHECK(complaint([](ClusterSettings& s) { s.share = 2; }) == "`cluster`: the share of stragglers must be from 0 to 1");
}

#include "strads/scheduler.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "schedule/plan.hpp"
#include "schedule/sampler.hpp"

namespace strads {

struct Scheduler::Parts {
  Parts(Index variables, const SchedulerSettings& given, std::function<double(Index)> work)
      : settings(given), workload(std::move(work)), shards(std::clamp<Index>(variables, 1, given.shards)) {
    for (Index s = 0; s < shards; ++s) {
      const Index count = (variables - s + shards - 1) / shards;
      samplers.emplace_back(count, settings, static_cast<std::uint64_t>(s));
    }
  }

  [[nodiscard]] schedule::Sampler& of(Index j) { return samplers[j % shards]; }
  [[nodiscard]] const schedule::Sampler& of(Index j) const { return samplers[j % shards]; }
  [[nodiscard]] Index local(Index j) const { return j / shards; }

  [[nodiscard]] schedule::Plan plan(const Candidates& candidates) const {
    const bool replayed = !candidates.variables.empty() && of(candidates.variables.front()).replayed();
    return {settings, static_cast<Index>(candidates.variables.size()), replayed, !in_flight.tags.empty()};
  }

  void open(const Round& round);
  void close(const Round& round);

  SchedulerSettings settings;
  std::function<double(Index)> workload;
  Index shards;
  std::vector<schedule::Sampler> samplers;
  Index turn = 0;
  // Rounds that are not over, in order, one after another; `open_rounds` has the first variable of each, and how many
  // blocks and variables of in_flight are its own.
  struct Open {
    Index first = 0;
    Index blocks = 0;
    Index variables = 0;
  };
  std::vector<Open> open_rounds;
  schedule::InFlight in_flight;
  schedule::Drawn drawn;    // local numbers: scratch
  std::vector<Index> kept;  // likewise
};

void Scheduler::Parts::open(const Round& round) {
  open_rounds.push_back({round.variables.front(), round.blocks(), round.kept()});
  const Index before = in_flight.starts.back();
  in_flight.tags.insert(in_flight.tags.end(), round.tags.begin(), round.tags.end());
  for (Index b = 1; b <= round.blocks(); ++b) in_flight.starts.push_back(before + round.starts[b]);
}

void Scheduler::Parts::close(const Round& round) {
  Index block = 0;
  Index variable = 0;
  auto entry = open_rounds.begin();
  for (; entry != open_rounds.end() && entry->first != round.variables.front(); ++entry) {
    block += entry->blocks;
    variable += entry->variables;
  }
  if (entry == open_rounds.end()) return;
  in_flight.tags.erase(in_flight.tags.begin() + variable, in_flight.tags.begin() + variable + entry->variables);
  in_flight.starts.erase(in_flight.starts.begin() + block + 1, in_flight.starts.begin() + block + 1 + entry->blocks);
  for (auto b = static_cast<std::size_t>(block) + 1; b < in_flight.starts.size(); ++b) {
    in_flight.starts[b] -= entry->variables;
  }
  open_rounds.erase(entry);
}

Scheduler::Scheduler(Index variables, const SchedulerSettings& settings, std::function<double(Index)> workload) {
  check(settings);
  parts_ = std::make_unique<Parts>(variables, settings, std::move(workload));
}
Scheduler::Scheduler(Scheduler&&) noexcept = default;
Scheduler& Scheduler::operator=(Scheduler&&) noexcept = default;
Scheduler::~Scheduler() = default;

Candidates Scheduler::draw() {
  Parts& p = *parts_;
  Candidates candidates;
  const Index request = schedule::candidates_wanted(p.settings);
  // A shard with nothing to draw passes its turn on.
  for (Index tries = 0; tries < p.shards && candidates.variables.empty(); ++tries) {
    const Index shard = p.turn;
    p.turn = (p.turn + 1) % p.shards;
    p.samplers[shard].draw(request, p.drawn);
    for (const Index i : p.drawn.variables) candidates.variables.push_back(i * p.shards + shard);
    candidates.priorities = p.drawn.ranks;
  }
  return candidates;
}

bool Scheduler::filters(const Candidates& candidates) const { return parts_->plan(candidates).looks_up(); }

void Scheduler::arrange(const Candidates& candidates, const Dependencies& dependencies, Round& round) {
  Parts& p = *parts_;
  const schedule::Plan plan = p.plan(candidates);
  const auto fate = plan.arrange(candidates, p.in_flight, dependencies, p.workload, round);
  if (candidates.variables.empty()) return;
  round.shard = static_cast<int>(candidates.variables.front() % p.shards);
  schedule::Sampler& sampler = p.samplers[round.shard];
  p.kept.clear();
  for (const Index j : round.variables) p.kept.push_back(p.local(j));
  sampler.keep(p.kept);
  for (const auto& [position, queue] : fate) sampler.refuse(p.local(candidates.variables[position]), queue);
  if (round.kept() > 0) p.open(round);
}

void Scheduler::feed_back(const Round& round) {
  if (round.variables.empty()) return;
  Parts& p = *parts_;
  p.close(round);
  for (std::size_t i = 0; i < round.variables.size(); ++i) {
    p.of(round.variables[i]).release(p.local(round.variables[i]), round.priorities[i]);
  }
}

void Scheduler::set_priority(Index j, double priority) { parts_->of(j).set_priority(parts_->local(j), priority); }
void Scheduler::sleep(Index j) { parts_->of(j).sleep(parts_->local(j)); }
void Scheduler::wake(Index j, double priority) { parts_->of(j).wake(parts_->local(j), priority); }
void Scheduler::sleep_all() {
  for (auto& sampler : parts_->samplers) sampler.sleep_all();
}
void Scheduler::visit_all() {
  for (auto& sampler : parts_->samplers) sampler.visit_all();
}
void Scheduler::reset() {
  for (auto& sampler : parts_->samplers) sampler.reset();
  parts_->turn = 0;
}

double Scheduler::priority(Index j) const { return parts_->of(j).priority(parts_->local(j)); }
bool Scheduler::awake(Index j) const { return parts_->of(j).awake(parts_->local(j)); }
Index Scheduler::awake_count() const {
  Index count = 0;
  for (const auto& sampler : parts_->samplers) count += sampler.awake_count();
  return count;
}
const SchedulerSettings& Scheduler::settings() const { return parts_->settings; }

}  // namespace strads

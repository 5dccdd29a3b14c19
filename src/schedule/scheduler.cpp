#include "strads/scheduler.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "schedule/plan.hpp"
#include "schedule/sampler.hpp"
#include "strads/scheduler_rules.hpp"

namespace strads {

struct Scheduler::Parts {
  // The samplers of one phase: variable j of it belongs to shard (j - first) mod shards.
  struct Phase {
    Index first = 0;
    Index shards = 1;
    Index sampler = 0;  // of shard 0, in `samplers`
    Index turn = 0;     // the shard that draws next
  };

  Parts(Index variables, const SchedulerSettings& given, std::function<double(Index)> work,
        const std::vector<Index>& phase_starts)
      : settings(given), workload(std::move(work)) {
    for (std::size_t p = 0; p < phase_starts.size(); ++p) {
      const Index count = (p + 1 < phase_starts.size() ? phase_starts[p + 1] : variables) - phase_starts[p];
      const Index shards = std::clamp<Index>(count, 1, given.shards);
      phases.push_back({phase_starts[p], shards, static_cast<Index>(samplers.size())});
      for (Index s = 0; s < shards; ++s) {
        samplers.emplace_back((count - s + shards - 1) / shards, settings, static_cast<std::uint64_t>(samplers.size()));
      }
    }
    recorded.resize(samplers.size());
  }

  [[nodiscard]] const Phase& phase_of(Index j) const {
    auto phase = phases.end() - 1;
    while (phase->first > j) --phase;
    return *phase;
  }
  [[nodiscard]] Index sampler_of(Index j) const {
    const Phase& phase = phase_of(j);
    return phase.sampler + (j - phase.first) % phase.shards;
  }
  [[nodiscard]] schedule::Sampler& of(Index j) { return samplers[sampler_of(j)]; }
  [[nodiscard]] const schedule::Sampler& of(Index j) const { return samplers[sampler_of(j)]; }
  [[nodiscard]] Index local(Index j) const {
    const Phase& phase = phase_of(j);
    return (j - phase.first) / phase.shards;
  }

  [[nodiscard]] Index awake(const Phase& phase) const {
    Index count = 0;
    for (Index s = 0; s < phase.shards; ++s) count += samplers[phase.sampler + s].awake_count();
    return count;
  }
  // Draws from the phase, by the shard whose turn it is or the next that has any; false when none has.
  bool draw(Phase& phase, Index request, Candidates& candidates);

  [[nodiscard]] schedule::Plan plan(const Candidates& candidates) const {
    const bool replayed = !candidates.variables.empty() && of(candidates.variables.front()).replayed() >= 0;
    return {settings, static_cast<Index>(candidates.variables.size()), replayed, !in_flight.tags.empty()};
  }

  // Under static_blocks: notes the blocks of a set that the sampler has just recorded.
  void record(Index sampler, const Round& round) { recorded[sampler].push_back({round.starts, round.workloads}); }
  // When the candidates are a whole recorded set, writes its blocks again (the set is in the order of its round).
  bool replay(Index sampler, const Candidates& candidates, Round& round) const;

  void open(const Round& round);
  void close(const Round& round);

  SchedulerSettings settings;
  std::function<double(Index)> workload;
  std::vector<schedule::Sampler> samplers;
  struct Blocks {
    std::vector<Index> starts;
    std::vector<double> workloads;
  };
  std::vector<std::vector<Blocks>> recorded;  // of each sampler's sets
  std::vector<Phase> phases;
  std::size_t turn = 0;  // the phase that draws next
  Index taken = 0;       // variables drawn in this turn
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

bool Scheduler::Parts::replay(Index sampler, const Candidates& candidates, Round& round) const {
  const Index set = samplers[sampler].replayed();
  if (set < 0) return false;
  const Blocks& blocks = recorded[sampler][set];
  if (blocks.starts.back() != static_cast<Index>(candidates.variables.size())) return false;
  round.variables = candidates.variables;
  round.tags = candidates.tags;
  round.tags.resize(candidates.variables.size());
  round.starts = blocks.starts;
  round.workloads = blocks.workloads;
  round.steps.assign(round.variables.size(), 0.0);
  round.priorities.resize(round.variables.size());
  round.refused.clear();
  round.drawn = round.kept();
  round.fates.clear();
  for (Index b = 0; settings.explain && b < round.blocks(); ++b) {
    for (const Index j : round.block(b)) round.fates.push_back({j, Fate::Kind::kept, b});
  }
  return true;
}

void Scheduler::Parts::open(const Round& round) {
  open_rounds.push_back({round.variables.front(), round.blocks(), round.kept()});
  const Index before = in_flight.starts.back();
  in_flight.tags.insert(in_flight.tags.end(), round.tags.begin(), round.tags.end());
  if (settings.explain) {
    in_flight.variables.insert(in_flight.variables.end(), round.variables.begin(), round.variables.end());
  }
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
  if (settings.explain) {
    in_flight.variables.erase(in_flight.variables.begin() + variable,
                              in_flight.variables.begin() + variable + entry->variables);
  }
  in_flight.starts.erase(in_flight.starts.begin() + block + 1, in_flight.starts.begin() + block + 1 + entry->blocks);
  for (auto b = static_cast<std::size_t>(block) + 1; b < in_flight.starts.size(); ++b) {
    in_flight.starts[b] -= entry->variables;
  }
  open_rounds.erase(entry);
}

bool Scheduler::Parts::draw(Phase& from, Index request, Candidates& candidates) {
  for (Index tries = 0; tries < from.shards && candidates.variables.empty(); ++tries) {
    const Index shard = from.turn;
    from.turn = (from.turn + 1) % from.shards;
    samplers[from.sampler + shard].draw(request, drawn);
    for (const Index i : drawn.variables) candidates.variables.push_back(from.first + i * from.shards + shard);
    candidates.priorities = drawn.ranks;
  }
  return !candidates.variables.empty();
}

Scheduler::Scheduler(Index variables, const SchedulerSettings& settings, std::function<double(Index)> workload,
                     const std::vector<Index>& phase_starts) {
  check(settings);
  parts_ = std::make_unique<Parts>(variables, settings, std::move(workload), phase_starts);
}
Scheduler::Scheduler(Scheduler&&) noexcept = default;
Scheduler& Scheduler::operator=(Scheduler&&) noexcept = default;
Scheduler::~Scheduler() = default;

Candidates Scheduler::draw() {
  Parts& p = *parts_;
  const bool whole = whole_passes(p.settings);
  Candidates candidates;
  // A phase with nothing to draw passes its turn on.
  for (std::size_t tries = 0; tries < p.phases.size(); ++tries) {
    Parts::Phase& phase = p.phases[p.turn];
    Index request = schedule::candidates_wanted(p.settings);
    if (whole && p.phases.size() > 1) request = std::min(request, p.awake(phase) - p.taken);  // none twice a turn
    const bool found = p.draw(phase, request, candidates);
    p.taken += static_cast<Index>(candidates.variables.size());
    if (!found || !whole || p.taken >= p.awake(phase)) {
      p.turn = (p.turn + 1) % p.phases.size();
      p.taken = 0;
    }
    if (found) break;
  }
  candidates.checked = p.plan(candidates).looks_up();
  return candidates;
}

void Scheduler::arrange(const Candidates& candidates, const Dependencies& dependencies, Round& round) {
  Parts& p = *parts_;
  const Index shard = candidates.variables.empty() ? 0 : p.sampler_of(candidates.variables.front());
  schedule::Sampler& sampler = p.samplers[shard];
  std::vector<schedule::Sent> sent;
  round.replayed = p.replay(shard, candidates, round);
  if (!round.replayed) {
    sent = p.plan(candidates).arrange(candidates, p.in_flight, dependencies, p.workload, round);
  }
  if (candidates.variables.empty()) return;
  round.shard = static_cast<int>(shard);
  p.kept.clear();
  for (const Index j : round.variables) p.kept.push_back(p.local(j));
  if (p.settings.policy == Policy::static_blocks && sampler.replayed() < 0 && round.kept() > 0) p.record(shard, round);
  sampler.keep(p.kept);
  auto told = round.fates.begin();  // those not kept, in the same order
  for (const auto& [position, queue] : sent) {
    const bool waits = sampler.refuse(p.local(candidates.variables[position]), queue);
    if (!p.settings.explain) continue;
    while (told->block >= 0) ++told;
    if (waits) told->kind = Fate::Kind::waiting;
    ++told;
  }
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
  for (Parts::Phase& phase : parts_->phases) phase.turn = 0;
  for (auto& sets : parts_->recorded) sets.clear();
  parts_->turn = 0;
  parts_->taken = 0;
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

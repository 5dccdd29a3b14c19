#include "schedule/sampler.hpp"

#include <algorithm>
#include <limits>

namespace strads::schedule {

namespace {
double usable(double priority) { return priority <= largest_priority ? std::max(priority, 0.0) : largest_priority; }
}  // namespace

Sampler::Sampler(Index n, const SchedulerSettings& settings, std::uint64_t stream)
    : policy_(settings.policy),
      everything_(!settings.filter || settings.conflict == Conflict::group),
      weighted_(settings.policy == Policy::dynamic && settings.priority),
      eta_(settings.eta),
      random_(settings.seed, stream),
      flags_(static_cast<std::size_t>(n)),
      priorities_(static_cast<std::size_t>(n)) {
  if (policy_ == Policy::static_blocks) {
    stride_ = std::max<Index>(1, n / settings.workers);  // a set reaches over all variables: neighbours do not meet
  }
  lane_ = std::max<Index>(1, (n + stride_ - 1) / stride_);
  reset();
}

void Sampler::update(Index j) {
  const bool idle = (flags_[j] & (flag_awake | flag_busy)) == flag_awake;
  if (idle) {
    idle_.insert(j);
  } else {
    idle_.erase(j);
  }
  if (policy_ != Policy::random) {
    if (idle && (flags_[j] & flag_pending) != 0) {
      ordered_.insert(place(j));
    } else {
      ordered_.erase(place(j));
    }
  }
  if (tree_) tree_->set(j, idle ? priorities_[j] : 0.0);
}

void Sampler::take(Index j, bool first, Drawn& out) {
  const double rank = first ? std::numeric_limits<double>::max() : priorities_[j];
  out.variables.push_back(j);
  out.ranks.push_back((flags_[j] & flag_pending) != 0 ? std::numeric_limits<double>::infinity() : rank);
  flags_[j] |= flag_busy;
  update(j);
}

void Sampler::keep(std::span<const Index> set) {
  const auto settled = static_cast<std::uint8_t>(policy_ == Policy::cyclic ? flag_queued : flag_queued | flag_pending);
  for (const Index j : set) clear(j, settled);
  if (policy_ != Policy::static_blocks || replayed_ >= 0 || set.empty()) return;
  set_members_.insert(set_members_.end(), set.begin(), set.end());
  set_starts_.push_back(set_members_.size());
}

bool Sampler::refuse(Index j, bool queue) {
  const bool again = (flags_[j] & flag_queued) != 0;
  clear(j, flag_busy | flag_queued);
  update(j);
  if (!queue || again) return false;
  flags_[j] |= flag_queued;
  queue_.push_back(j);
  return true;
}

void Sampler::release(Index j, double priority) {
  clear(j, flag_busy);
  priorities_[j] = usable(priority);
  update(j);
}

void Sampler::set_priority(Index j, double priority) {
  priorities_[j] = usable(priority);
  update(j);
}

void Sampler::sleep(Index j) {
  if (!awake(j)) return;
  --awake_count_;
  clear(j, flag_awake);
  update(j);
}

void Sampler::wake(Index j, double priority) {
  if (!awake(j)) ++awake_count_;
  flags_[j] |= flag_awake;
  priorities_[j] = usable(priority);
  update(j);
}

void Sampler::sleep_all() {
  tree_.reset();
  for (Index j = 0; j < static_cast<Index>(flags_.size()); ++j) clear(j, flag_awake);
  awake_count_ = 0;
  idle_ = IndexSet(static_cast<Index>(flags_.size()));
  ordered_.clear();
}

void Sampler::visit_all() {
  if (!pending_ || policy_ != Policy::dynamic)
    return;  // the other policies' order does not depend on what has been visited
  for (Index j = 0; j < static_cast<Index>(flags_.size()); ++j) clear(j, flag_pending);
  ordered_.clear();
  pending_ = false;
}

void Sampler::reset() {
  const auto n = static_cast<Index>(flags_.size());
  idle_ = IndexSet::all(n);
  ordered_ = OrderedSet(policy_ == Policy::random ? 0 : stride_ * lane_);
  tree_.reset();
  queue_.clear();
  cursor_ = 0;
  set_members_.clear();
  set_starts_.assign(1, 0);
  next_set_ = 0;
  awake_count_ = n;
  pending_ = true;
  std::fill(flags_.begin(), flags_.end(), static_cast<std::uint8_t>(flag_awake | flag_pending));
  std::fill(priorities_.begin(), priorities_.end(), 0.0);
  for (Index j = 0; policy_ != Policy::random && j < n; ++j) ordered_.insert(place(j));
}

}  // namespace strads::schedule

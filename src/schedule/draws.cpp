// How each policy of the sampler draws.
#include <algorithm>

#include "schedule/sampler.hpp"

namespace strads::schedule {

namespace {
bool full(const Drawn& out, Index request) { return static_cast<Index>(out.variables.size()) >= request; }
}  // namespace

void Sampler::draw(Index request, Drawn& out) {
  out.variables.clear();
  out.ranks.clear();
  replayed_ = -1;
  switch (policy_) {
    case Policy::dynamic:
      if (everything_ && drawable() <= request) return draw_everything(out);
      draw_queue(request, out);
      draw_ordered(request, out);
      return weighted_ ? draw_weighted(request, out) : draw_uniform(request, out);
    case Policy::random:
      return draw_uniform(request, out);
    case Policy::cyclic:
      return draw_cycle(request, out);
    case Policy::static_blocks:
      draw_queue(request, out);
      draw_ordered(request, out);
      if (out.variables.empty()) draw_recorded(out);
      return;
  }
}

// All that may be drawn: no weights are needed to choose it.
void Sampler::draw_everything(Drawn& out) {
  draw_queue(drawable(), out);
  if (drawable() > 0) take(idle_[random_.below(drawable())], true, out);
  while (drawable() > 0) take(idle_[drawable() - 1], false, out);
}

void Sampler::draw_queue(Index request, Drawn& out) {
  while (!queue_.empty() && !full(out, request)) {
    const Index j = queue_.front();
    queue_.pop_front();
    if (idle_.contains(j)) {
      take(j, false, out);
    } else {
      clear(j, flag_queued);
    }
  }
}

void Sampler::draw_ordered(Index request, Drawn& out) {
  Index found = -1;
  while (!full(out, request) && (found = ordered_.next(found + 1)) >= 0) take(at(found), false, out);
}

void Sampler::draw_cycle(Index request, Drawn& out) {
  while (!full(out, request) && drawable() > 0) {
    Index found = ordered_.next(cursor_);
    if (found < 0) found = ordered_.next(0);
    cursor_ = found + 1;
    take(at(found), false, out);
  }
}

void Sampler::draw_uniform(Index request, Drawn& out) {
  for (bool first = true; !full(out, request) && drawable() > 0; first = false) {
    take(idle_[random_.below(drawable())], first, out);
  }
}

// A mixture: by the tree with the share that the priorities have of all weights, else uniformly.
void Sampler::draw_weighted(Index request, Drawn& out) {
  if (full(out, request)) return;
  if (!tree_) {
    tree_.emplace(static_cast<Index>(flags_.size()));
    for (const Index j : idle_.members()) tree_->set(j, priorities_[j]);
  }
  const double mean = tree_->nonzero() > 0 ? tree_->total() / static_cast<double>(tree_->nonzero()) : 0.0;
  const double floor = eta_ * mean;
  for (bool first = true; !full(out, request) && drawable() > 0; first = false) {
    const double by_priority = tree_->total();
    const double position = random_.uniform() * (by_priority + floor * static_cast<double>(drawable()));
    take(position < by_priority ? tree_->find(position) : idle_[random_.below(drawable())], first, out);
  }
}

void Sampler::draw_recorded(Drawn& out) {
  const std::size_t sets = set_starts_.size() - 1;
  for (std::size_t tries = 0; tries < sets && out.variables.empty(); ++tries) {
    const std::size_t set = next_set_;
    next_set_ = (next_set_ + 1) % sets;
    replayed_ = static_cast<Index>(set);
    for (std::size_t i = set_starts_[set]; i < set_starts_[set + 1]; ++i) {
      if (idle_.contains(set_members_[i])) take(set_members_[i], false, out);
    }
  }
}

}  // namespace strads::schedule

// How each policy of the sampler draws.
#include <algorithm>

#include "schedule/sampler.hpp"

namespace strads::schedule {

namespace {
bool full(const std::vector<Index>& out, Index request) { return static_cast<Index>(out.size()) >= request; }
}  // namespace

void Sampler::draw(Index request, std::vector<Index>& out) {
  request += static_cast<Index>(out.size());
  replayed_ = false;
  switch (policy_) {
    case Policy::dynamic:
      if (static_cast<Index>(out.size()) + drawable() <= request) return draw_everything(out);
      draw_queue(request, out);
      draw_ordered(request, out);
      return weighted_ ? draw_weighted(request, out) : draw_uniform(request, out);
    case Policy::random:
      return draw_uniform(request, out);
    case Policy::cyclic:
      return draw_cycle(request, out);
    case Policy::static_blocks: {
      const auto before = out.size();
      draw_queue(request, out);
      draw_ordered(request, out);
      if (out.size() == before) draw_recorded(out);
      return;
    }
  }
}

// The same set as any other way to draw it, without a random number or a look at the tree.
void Sampler::draw_everything(std::vector<Index>& out) {
  for (const Index j : queue_) flags_[j] &= static_cast<std::uint8_t>(~flag_queued);
  queue_.clear();
  while (idle_.size() > 0) take(idle_[idle_.size() - 1], out);
}

void Sampler::draw_queue(Index request, std::vector<Index>& out) {
  while (!queue_.empty() && !full(out, request)) {
    const Index j = queue_.front();
    queue_.pop_front();
    flags_[j] &= static_cast<std::uint8_t>(~flag_queued);
    if (idle_.contains(j)) take(j, out);
  }
}

void Sampler::draw_ordered(Index request, std::vector<Index>& out) {
  Index found = -1;
  while (!full(out, request) && (found = ordered_.next(found + 1)) >= 0) take(at(found), out);
}

void Sampler::draw_cycle(Index request, std::vector<Index>& out) {
  while (!full(out, request) && drawable() > 0) {
    Index found = ordered_.next(cursor_);
    if (found < 0) found = ordered_.next(0);
    cursor_ = found + 1;
    take(at(found), out);
  }
}

void Sampler::draw_uniform(Index request, std::vector<Index>& out) {
  while (!full(out, request) && drawable() > 0) take(idle_[random_.below(drawable())], out);
}

// A mixture: by the tree with the share that the priorities have of all weights, else uniformly.
void Sampler::draw_weighted(Index request, std::vector<Index>& out) {
  if (full(out, request)) return;
  const double mean = tree_.nonzero() > 0 ? tree_.total() / static_cast<double>(tree_.nonzero()) : 0.0;
  const double floor = eta_ * mean;
  while (!full(out, request) && drawable() > 0) {
    const double by_priority = tree_.total();
    const double position = random_.uniform() * (by_priority + floor * static_cast<double>(drawable()));
    take(position < by_priority ? tree_.find(position) : idle_[random_.below(drawable())], out);
  }
}

void Sampler::draw_recorded(std::vector<Index>& out) {
  const std::size_t sets = set_starts_.size() - 1;
  replayed_ = true;
  for (std::size_t tries = 0; tries < sets; ++tries) {
    const std::size_t set = next_set_;
    next_set_ = (next_set_ + 1) % sets;
    const auto before = out.size();
    for (std::size_t i = set_starts_[set]; i < set_starts_[set + 1]; ++i) {
      if (idle_.contains(set_members_[i])) take(set_members_[i], out);
    }
    if (out.size() > before) return;
  }
}

}  // namespace strads::schedule

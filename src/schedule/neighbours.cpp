#include "schedule/neighbours.hpp"

namespace strads::schedule {

// The sums among variables in flight are computed anew: rounds have ended since they were kept. Pairs within one block
// do not count, and are not asked for: their dependencies may never have been computed.
Neighbours::Neighbours(const InFlight& in_flight, const Limits& limits, const Dependencies& dependencies)
    : limits_(limits), dependencies_(dependencies), tags_(in_flight.tags), sums_(in_flight.tags.size(), 0.0) {
  row_.resize(tags_.size());
  for (std::size_t block = 1; block + 1 < in_flight.starts.size(); ++block) {
    const auto others = static_cast<std::size_t>(in_flight.starts[block]);
    const std::span<double> out(row_.data(), others);
    for (Index f = in_flight.starts[block]; f < in_flight.starts[block + 1]; ++f) {
      dependencies(tags_[f], std::span(tags_).first(others), out);
      for (std::size_t k = 0; k < others; ++k) {
        sums_[k] += out[k];
        sums_[f] += out[k];
      }
    }
  }
}

std::span<const double> Neighbours::row(Index tag) {
  row_.resize(tags_.size());
  if (!tags_.empty()) dependencies_(tag, tags_, row_);
  return row_;
}

Blame Neighbours::blame() const {
  Blame found;
  bool intolerant = false;
  for (Index k = 0; k < size(); ++k) {
    const bool objects = !tolerates(k, row_[k]);
    if (intolerant && !objects) continue;
    if (found.neighbour < 0 || objects != intolerant || row_[k] > found.dependency) found = {k, row_[k]};
    intolerant = objects;
  }
  return found;
}

void Neighbours::keep(Index tag, double sum) {
  tags_.push_back(tag);
  sums_.push_back(sum);
}

}  // namespace strads::schedule

// Observers of descents that a fit is made of.
#pragma once

#include <vector>

#include "strads/engine.hpp"
#include "strads/mf.hpp"

namespace strads::mf {

// Tells times from the beginning of the fit, not of a descent.
class Clocked final : public Observer {
 public:
  Clocked(Observer& to, const Engine& clock) : to_(to), clock_(clock) {}
  void checkpoint(const Checkpoint& now) override {
    Checkpoint shown = now;
    shown.seconds = clock_.seconds();
    to_.checkpoint(shown);
  }

 private:
  Observer& to_;
  const Engine& clock_;
};

// Keeps what it is told, to tell it later.
class Recorder final : public Observer {
 public:
  void checkpoint(const Checkpoint& now) override {
    told_.push_back(now);
    activities_.push_back(*now.activity);
  }
  void tell(Observer& to) {
    for (std::size_t k = 0; k < told_.size(); ++k) {
      told_[k].activity = &activities_[k];
      to.checkpoint(told_[k]);
    }
  }

 private:
  std::vector<Checkpoint> told_;
  std::vector<Activity> activities_;
};

}  // namespace strads::mf

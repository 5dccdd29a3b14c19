// A model of one's own, scheduled and run like those that come with the library. A curve u is fitted to points y so
// that it is smooth: the least  sum_j (u_j - y_j)^2 + stiffness sum_j (u_j - u_(j+1))^2.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "strads/engine.hpp"

class Smooth {
 public:
  Smooth(std::vector<double> y, double stiffness) : y_(std::move(y)), u_(y_), stiffness_(stiffness) {}

  strads::Index variables() const { return static_cast<strads::Index>(u_.size()); }
  double workload(strads::Index /*j*/) const { return 3; }

  // Blocks are proposed side by side: they read u and write their own steps.
  void propose(strads::Round& round, strads::Index block) {
    for (auto k = round.starts[block]; k < round.starts[block + 1]; ++k) round.steps[k] = wanted(round.variables[k]);
  }
  void commit(strads::Round& round, const strads::RunPass& run) {
    run({"commit", 1, [&](strads::Index /*tile*/) {
           for (std::size_t k = 0; k < round.steps.size(); ++k) u_[round.variables[k]] += round.steps[k];
         }});
  }
  // What has just moved far is likely to move again.
  void feed_back(strads::Round& round) {
    for (std::size_t k = 0; k < round.steps.size(); ++k) round.priorities[k] = std::abs(round.steps[k]);
  }
  bool pause() const {
    for (strads::Index j = 0; j < variables(); ++j) {
      if (std::abs(wanted(j)) > 1e-9) return false;
    }
    return true;
  }
  const std::vector<double>& curve() const { return u_; }

 private:
  // The step to the best u_j while the others stay.
  double wanted(strads::Index j) const {
    double sum = y_[j];
    double weight = 1;
    if (j > 0) sum += stiffness_ * u_[j - 1], weight += stiffness_;
    if (j + 1 < variables()) sum += stiffness_ * u_[j + 1], weight += stiffness_;
    return sum / weight - u_[j];
  }
  std::vector<double> y_;
  std::vector<double> u_;
  double stiffness_;
};
static_assert(strads::Problem<Smooth>);

int main() {
  std::vector<double> y;
  for (int j = 0; j < 200; ++j) y.push_back(std::sin(0.05 * j) + (j % 2 == 0 ? 0.5 : -0.5));
  Smooth smooth(y, 10);
  strads::Erased<Smooth> model(smooth);
  auto scheduler = strads::make_scheduler(smooth, {.candidates = 16, .block_floor = 1});
  strads::Engine engine({.max_rounds = 100'000});
  const auto why = engine.rounds(model, scheduler);
  double roughest = 0;
  for (std::size_t j = 1; j < y.size(); ++j) {
    roughest = std::max(roughest, std::abs(smooth.curve()[j] - smooth.curve()[j - 1]));
  }
  std::printf(
      "%s after %d rounds of up to %d updates side by side; neighbours differ by at most %.2f, before by 1.05\n",
      strads::name(why).data(), static_cast<int>(engine.activity().rounds),
      static_cast<int>(scheduler.settings().workers), roughest);
}

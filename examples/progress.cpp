// Watching a fit, and stopping it from outside: Ctrl-C, or here once ten points of the path are done.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "strads/lasso.hpp"
#include "strads/random.hpp"

namespace {

std::atomic<bool> interrupt{false};

class Bar final : public strads::lasso::Observer {
 public:
  void checkpoint(const strads::lasso::Checkpoint& now) override {
    const auto done = static_cast<std::size_t>(40 * now.point / now.points);
    std::fprintf(stderr, "\r[%-40s] gap %.1e", std::string(done, '#').c_str(), now.duality_gap);
  }
  void point(const strads::lasso::Point& /*done*/) override {
    if (++points_ == 10) interrupt = true;
  }

 private:
  int points_ = 0;
};

}  // namespace

int main() {
  std::signal(SIGINT, [](int) { interrupt = true; });
  constexpr strads::Index n = 200;
  constexpr strads::Index p = 500;
  strads::Random random(1);
  std::vector<double> x(n * p);
  for (double& entry : x) entry = random.normal();
  std::vector<double> y(n);
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = random.normal();
    for (std::size_t j = 0; j < 30; ++j) y[i] += x[i + j * n];
  }
  strads::lasso::Settings settings;
  settings.engine.interrupt = &interrupt;
  Bar bar;
  const auto path = strads::lasso::fit(strads::Dense<double>::view(n, p, x.data()), y, settings, bar);
  std::fprintf(stderr, "\n");
  std::printf("%s after %d of %d points\n", strads::name(path.stop).data(), static_cast<int>(path.points.size()),
              static_cast<int>(path.asked));
}

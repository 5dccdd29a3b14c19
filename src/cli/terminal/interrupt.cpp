#include "cli/terminal/interrupt.hpp"

#include <unistd.h>

#include <csignal>

namespace strads::cli {
namespace {

enum Phase : int { loading_phase, fitting_phase, writing_phase };

std::atomic<int> phase{loading_phase};
std::atomic<int> caught{0};
std::atomic<bool> flag{false};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void handle(int signal) {
  const int before = caught.exchange(signal);
  const int now = phase.load();
  if (now == loading_phase || (now == fitting_phase && before != 0)) ::_exit(128 + signal);
  flag.store(true);
}

}  // namespace

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = handle;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void fitting() { phase.store(fitting_phase); }
void writing() { phase.store(writing_phase); }

const std::atomic<bool>& interrupt_flag() { return flag; }

int interrupt_code() {
  const int signal = caught.load();
  return signal == 0 ? 0 : 128 + signal;
}

}  // namespace strads::cli

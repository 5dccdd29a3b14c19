#include "cli/terminal/interrupt.hpp"

#include <unistd.h>

#include <csignal>

namespace strads::cli {
namespace {

enum State : int { loading_now, fitting_now, writing_now };

std::atomic<int> state{loading_now};
std::atomic<int> caught{0};
std::atomic<bool> flag{false};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void handle(int signal) {
  const int before = caught.exchange(signal);
  const int now = state.load();
  if (now == loading_now || (now == fitting_now && before != 0)) ::_exit(128 + signal);
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

void fitting() { state.store(fitting_now); }
void writing() { state.store(writing_now); }

const std::atomic<bool>& interrupt_flag() { return flag; }

int interrupt_code() {
  const int signal = caught.load();
  return signal == 0 ? 0 : 128 + signal;
}

}  // namespace strads::cli

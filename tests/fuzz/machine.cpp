// A machine of 16 MB for the harnesses: what a reader asks for beyond it must have been refused, and a fuzzer's limit
// on one allocation lies not far above. The linker puts this in the place of sysconf (-Wl,--wrap=sysconf).
#include <unistd.h>

extern "C" {
long __real_sysconf(int name);  // NOLINT(bugprone-reserved-identifier): the linker's names
long __wrap_sysconf(int name);  // NOLINT(bugprone-reserved-identifier)

__attribute__((no_sanitize("address", "undefined"))) long __wrap_sysconf(int name) {
  constexpr long bytes = 16L << 20;
  return name == _SC_PHYS_PAGES ? bytes / __real_sysconf(_SC_PAGESIZE) : __real_sysconf(name);
}
}

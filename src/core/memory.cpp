#include "core/memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace strads {
namespace {

// What a file of one number says; `otherwise` where it is not there or says "max".
Index read_limit(const char* path, Index otherwise) {
  Index limit = 0;
  return std::ifstream(path) >> limit && limit > 0 ? limit : otherwise;
}

}  // namespace

Index machine_memory() {
  const Index all = static_cast<Index>(::sysconf(_SC_PHYS_PAGES)) * static_cast<Index>(::sysconf(_SC_PAGESIZE));
  // Control groups of version 2 and 1, as a container sees its own.
  return std::min({all, read_limit("/sys/fs/cgroup/memory.max", all),
                   read_limit("/sys/fs/cgroup/memory/memory.limit_in_bytes", all)});
}

}  // namespace strads

// How many threads this process may use: affinity, and the quotas of its cgroups.
#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <thread>

#include "strads/engine.hpp"

namespace strads {
namespace {

// CPUs that a cgroup v2 folder's "cpu.max" grants ("200000 100000", "max 100000"), or 0 for no limit.
double quota_v2(const std::string& directory) {
  std::ifstream file(directory + "/cpu.max");
  std::string quota;
  double period = 0;
  if (!(file >> quota >> period) || quota == "max" || period <= 0) return 0;
  return std::stod(quota) / period;
}

double quota_v1(const std::string& directory) {
  std::ifstream quota_file(directory + "/cpu.cfs_quota_us");
  std::ifstream period_file(directory + "/cpu.cfs_period_us");
  double quota = 0;
  double period = 0;
  if (!(quota_file >> quota) || !(period_file >> period) || quota <= 0 || period <= 0) return 0;
  return quota / period;
}

// The tightest quota from this process's group up to the root of the hierarchy.
double cgroup_quota() {
  const std::string root = "/sys/fs/cgroup";
  double least = 0;
  const auto take = [&least](double quota) {
    if (quota > 0) least = least == 0 ? quota : std::min(least, quota);
  };
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    const auto second = line.find(':', line.find(':') + 1);
    if (second == std::string::npos) continue;
    const bool v2 = line.starts_with("0::");
    if (!v2 && line.find("cpu") == std::string::npos) continue;
    std::string group = line.substr(second + 1);
    for (;;) {
      std::string folder = root;
      folder.append(v2 ? "" : "/cpu").append(group);
      take(v2 ? quota_v2(folder) : quota_v1(folder));
      if (group.empty() || group == "/") break;
      group.erase(group.find_last_of('/'));
    }
  }
  return least;
}

}  // namespace

int default_threads() {
  cpu_set_t mask;
  int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  if (sched_getaffinity(0, sizeof mask, &mask) == 0) threads = std::max(1, CPU_COUNT(&mask));
  const double quota = cgroup_quota();
  if (quota > 0) threads = std::min(threads, std::max(1, static_cast<int>(std::ceil(quota))));
  return threads;
}

}  // namespace strads

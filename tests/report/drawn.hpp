// Runs written, read and compared, and what is drawn of them looked at as text.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/compare/comparison.hpp"
#include "report/runs.hpp"

namespace strads::report {

inline Comparison comparison_of(const std::vector<RunFiles>& all, const std::string& name = "run") {
  const io::Files files;
  std::vector<Run> runs;
  for (const auto& run : all) runs.push_back(read_run(write_run(files, "fit", run), name));
  return compare(std::move(runs));
}

inline std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

// Elements open and close in order, and attributes are quoted: enough for drawings that we write ourselves.
inline bool well_formed(const std::string& svg) {
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = svg.find('<', at)) != std::string::npos;) {
    const std::size_t end = svg.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = svg.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" \n/", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    if (std::count(tag.begin(), tag.end(), '\'') % 2 != 0) return false;
    at = end;
  }
  return open.empty();
}

}  // namespace strads::report

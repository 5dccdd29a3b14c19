// The folder of a fit, opened to be read: its summary, and where its other files are.
#pragma once

#include <string>
#include <string_view>

#include "folder/summary.hpp"

namespace strads::folder {

class FitFolder {
 public:
  // Reads summary.json. Throws Error: file when there is no such folder or the summary cannot be read, malformed when
  // it is not what a fit writes.
  explicit FitFolder(std::string path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string command() const { return summary_.at("command"); }  // that fitted it: "lasso" or "mf"
  [[nodiscard]] const Json& summary() const { return summary_; }
  [[nodiscard]] std::string file(std::string_view name) const;  // its path

  // What summary.json holds that `take(summary)` misses or finds of another type is malformed.
  template <class Take>
  [[nodiscard]] auto from_summary(const Take& take) const {
    try {
      return take(summary_);
    } catch (const Json::exception&) {
      refuse_summary(file(summary_file));
    }
  }

 private:
  std::string path_;
  Json summary_;
};

}  // namespace strads::folder

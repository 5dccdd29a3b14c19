// The folder of a fitted model, as a command that uses the model opens it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace strads::cli {

class ModelDirectory {
 public:
  // Reads summary.json. Throws Error: file when it cannot be read, malformed when it is not what a fit writes.
  explicit ModelDirectory(std::string path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& command() const { return command_; }  // that fitted it: "lasso" or "mf"
  [[nodiscard]] const nlohmann::json& summary() const { return summary_; }
  [[nodiscard]] std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

  // What summary.json holds that `take(summary)` misses or finds of another type is malformed.
  template <class Take>
  [[nodiscard]] auto from_summary(const Take& take) const {
    try {
      return take(summary_);
    } catch (const nlohmann::json::exception&) {
      refuse();
    }
  }

 private:
  [[noreturn]] void refuse() const;

  std::string path_;
  nlohmann::json summary_;
  std::string command_;
};

// The whole of a file. Throws Error (file).
[[nodiscard]] std::string read_text(const std::string& path);

}  // namespace strads::cli

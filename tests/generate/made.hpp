// A generator's files in a folder of their own, gone with the test.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>

#include "generate/in_order.hpp"
#include "io/files.hpp"
#include "io/output/directory.hpp"

namespace strads::generate {

class Made {
 public:
  explicit Made(const std::function<void(const Execution&, io::OutputDirectory&)>& make, int threads = 1) {
    io::OutputDirectory out(path(""), false);
    make({.threads = threads}, out);
    out.commit();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return files_.path("made/" + name); }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Name -> content of everything that was made.
  [[nodiscard]] std::map<std::string, std::string> all() const {
    std::map<std::string, std::string> result;
    for (const auto& entry : std::filesystem::directory_iterator(path(""))) {
      const std::string name = entry.path().filename().string();
      result[name] = read(name);
    }
    return result;
  }

 private:
  io::Files files_;
};

}  // namespace strads::generate

// Runs the program as a user does, and keeps what it said.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace strads::test {

struct Outcome {
  int code = -1;  // of exit; 1000 + signal when a signal ended it
  std::string out;
  std::string err;

  [[nodiscard]] long err_lines() const;
};

// A directory of its own for one test case, gone at the end. Programs run in it.
class Bench {
 public:
  Bench();
  ~Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  [[nodiscard]] Outcome run(const std::vector<std::string>& arguments) const;
  // Sends `signal` once `text` stands on stderr; returns when the program ends.
  [[nodiscard]] Outcome run_and_signal(const std::vector<std::string>& arguments, int signal,
                                       const std::string& text) const;

  void write(const std::string& name, const std::string& content) const;
  void make_directory(const std::string& name) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }
  [[nodiscard]] bool exists(const std::string& name) const;
  // Names in the directory, sorted: to see that nothing was left behind.
  [[nodiscard]] std::vector<std::string> names() const;

  // Reproducible data: n rows, p columns; y depends on the first three columns.
  void write_csv(const std::string& name, int rows, int columns) const;

 private:
  std::filesystem::path directory_;
};

[[nodiscard]] std::vector<std::string> lines(const std::string& text);

// The bytes of a .npy of doubles in C order.
[[nodiscard]] std::string npy(int rows, int columns, const std::vector<double>& values);

}  // namespace strads::test

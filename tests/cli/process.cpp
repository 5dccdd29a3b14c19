// fork, exec and files for what the program said.
#include "cli/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "strads/random.hpp"

namespace strads::test {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

pid_t start(const std::vector<std::string>& arguments, const fs::path& directory, const fs::path& out,
            const fs::path& err, const fs::path& in = "/dev/null") {
  std::vector<char*> argv;
  std::string program = STRADS_BINARY;
  std::vector<std::string> copies = arguments;
  argv.push_back(program.data());
  for (auto& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int in_file = ::open(in.c_str(), O_RDONLY);
  if (::dup2(in_file, 0) < 0 || ::dup2(out_file, 1) < 0 || ::dup2(err_file, 2) < 0 || ::chdir(directory.c_str()) != 0) {
    ::_exit(126);
  }
  ::execv(program.c_str(), argv.data());
  ::_exit(127);
}

Outcome finish(pid_t child, const fs::path& out, const fs::path& err) {
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid");
  Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), content(out), content(err)};
  fs::remove(out);
  fs::remove(err);
  return outcome;
}

}  // namespace

long Outcome::err_lines() const { return std::count(err.begin(), err.end(), '\n'); }

Bench::Bench() {
  std::string pattern = (fs::temp_directory_path() / "strads-cli-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  directory_ = pattern;
}

Bench::~Bench() {
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

Outcome Bench::run(const std::vector<std::string>& arguments) const {
  const fs::path out = directory_.string() + ".out";
  const fs::path err = directory_.string() + ".err";
  return finish(start(arguments, directory_, out, err), out, err);
}

Outcome Bench::run_on(const std::string& input, const std::vector<std::string>& arguments) const {
  const fs::path in = directory_.string() + ".in";
  const fs::path out = directory_.string() + ".out";
  const fs::path err = directory_.string() + ".err";
  std::ofstream(in, std::ios::binary) << input;
  Outcome outcome = finish(start(arguments, directory_, out, err, in), out, err);
  fs::remove(in);
  return outcome;
}

Outcome Bench::run_and_signal(const std::vector<std::string>& arguments, int signal, const std::string& text) const {
  const fs::path out = directory_.string() + ".out";
  const fs::path err = directory_.string() + ".err";
  const pid_t child = start(arguments, directory_, out, err);
  siginfo_t ended{};
  while (content(err).find(text) == std::string::npos) {
    if (::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == child)
      break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(child, signal);
  return finish(child, out, err);
}

void Bench::write(const std::string& name, const std::string& text) const {
  std::ofstream(directory_ / name, std::ios::binary) << text;
}

void Bench::make_directory(const std::string& name) const { fs::create_directory(directory_ / name); }

std::string Bench::read(const std::string& name) const { return content(directory_ / name); }

bool Bench::exists(const std::string& name) const { return fs::exists(directory_ / name); }

std::vector<std::string> Bench::names() const {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(directory_)) found.push_back(entry.path().filename().string());
  std::sort(found.begin(), found.end());
  return found;
}

void Bench::write_csv(const std::string& name, int rows, int columns) const {
  Random random(7);
  std::string text;
  for (int j = 0; j < columns; ++j) text += fmt::format("c{},", j);
  text += "y\n";
  std::vector<double> row(static_cast<std::size_t>(columns));
  for (int i = 0; i < rows; ++i) {
    const double common = random.normal();
    for (auto& value : row) {
      value = 0.6 * common + random.normal();
      text += fmt::format("{},", value);
    }
    double y = 3 + 0.5 * random.normal() + 2 * row[0];
    if (columns > 2) y += row[2] - 1.5 * row[1];
    text += fmt::format("{}\n", y);
  }
  write(name, text);
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  return out;
}

std::string npy(int rows, int columns, const std::vector<double>& values) {
  std::string header = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, {}), }}", rows, columns);
  header.resize((10 + header.size() + 1 + 63) / 64 * 64 - 10 - 1, ' ');
  header += '\n';
  std::string text = std::string("\x93NUMPY\x01\x00", 8);
  text += static_cast<char>(header.size() & 0xFFU);
  text += static_cast<char>(header.size() >> 8U);
  text += header;
  text.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  return text;
}

}  // namespace strads::test

// strads' library as a contender: a fit on memory, repeated within the process, as the rivals' are.
//   strads_fit JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "strads/lasso.hpp"

namespace {

constexpr double kBudget = 0.2;  // seconds of runs: a fit shorter than that runs again, and the least seconds count

template <class T>
std::vector<T> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<T> data(static_cast<std::size_t>(file.tellg()) / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(data.data()), static_cast<std::streamsize>(data.size() * sizeof(T)));
  return data;
}

std::vector<double> read_words(const std::string& path) {
  std::ifstream file(path);
  std::vector<double> words;
  for (double word = 0; file >> word;) words.push_back(word);
  return words;
}

template <class T>
void write(const std::string& path, const std::vector<T>& data) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data.data()), static_cast<std::streamsize>(data.size() * sizeof(T)));
}

strads::AnyMatrix read_matrix(const std::string& job, strads::Index rows, strads::Index columns, bool dense) {
  auto values = read<double>(job + "/x.bin");
  if (dense) return strads::Dense<double>(rows, columns, std::move(values));
  const auto starts = read<std::int32_t>(job + "/x.starts.bin");
  return strads::Sparse(rows, columns, {starts.begin(), starts.end()}, read<std::int32_t>(job + "/x.rows.bin"),
                        std::move(values));
}

void write_fit(const std::string& out, const std::vector<strads::lasso::Point>& points, double seconds,
               const std::string& threads) {
  std::vector<double> intercepts, values;
  std::vector<std::int32_t> rows, starts = {0};
  for (const auto& point : points) {
    intercepts.push_back(point.intercept);
    values.insert(values.end(), point.value.begin(), point.value.end());
    rows.insert(rows.end(), point.index.begin(), point.index.end());
    starts.push_back(static_cast<std::int32_t>(rows.size()));
  }
  write(out + "/intercepts.bin", intercepts);
  write(out + "/b.bin", values);
  write(out + "/b.rows.bin", rows);
  write(out + "/b.starts.bin", starts);
  std::ofstream(out + "/fit.txt") << "seconds " << seconds << "\nthreads " << threads
                                  << "\nversion " STRADS_VERSION "\n";
}

}  // namespace

int main(int /*count*/, char** words) {
  const std::string job = words[1];
  const auto shape = read_words(job + "/shape.txt");  // rows, columns, stored entries (-1: dense), plain
  const auto X =
      read_matrix(job, static_cast<strads::Index>(shape[0]), static_cast<strads::Index>(shape[1]), shape[2] < 0);
  const auto y = read<double>(job + "/y.bin");
  strads::lasso::Settings settings{.alpha = read_words(job + "/alpha.txt").front(),
                                   .intercept = shape[3] == 0,
                                   .standardize = shape[3] == 0,
                                   .lambdas = read_words(job + "/lambdas.txt"),
                                   .tol = std::stod(words[3])};
  settings.engine.threads = std::stoi(words[4]);

  double least = std::numeric_limits<double>::infinity();
  strads::lasso::Result result;
  for (double spent = 0; spent < kBudget;) {
    const auto start = std::chrono::steady_clock::now();
    result = strads::lasso::fit(X, y, settings);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    least = std::min(least, seconds);
    spent += seconds;
  }
  write_fit(words[2], result.points, least, words[4]);
}

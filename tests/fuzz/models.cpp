#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/commands/predict.hpp"
#include "cli/commands/recommend.hpp"
#include "fuzz/harness.hpp"
#include "fuzz/parts.hpp"
#include "io/dataset.hpp"
#include "io/files.hpp"

namespace strads::fuzz {
namespace {

using Table = std::vector<std::vector<std::string>>;

// The lines of a table without its header.
Table table_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  require(text.ends_with('\n'), "the last line is whole");
  Table table;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    table.emplace_back();
    std::istringstream cells(line + "\t");
    for (std::string cell; std::getline(cells, cell, '\t');) table.back().push_back(cell);
    require(table.back().size() == table.front().size(), "as many cells as the header has: " + line);
  }
  table.erase(table.begin());
  return table;
}

// The parts as files of one folder, which is also the model's.
struct Folder {
  explicit Folder(const Parts& parts) {
    for (const Part& part : parts) {
      if (part.name.empty()) continue;
      (void)files.write(part.name, part.bytes);
      if (data.empty() && part.name.starts_with("data")) data = files.path(part.name);
    }
  }
  [[nodiscard]] std::string model() const { return files.path("."); }

  io::Files files;
  std::string data;
};

// Runs a command twice, and on two threads if so asked.
template <class Options>
Outcome<Table> same_table(const Folder& folder, Options options, void (*run)(const Options&), bool threaded) {
  options.model = folder.model();
  options.out = folder.files.path("table.out");
  options.force = true;
  const auto again = [&](int threads) {
    options.threads = threads;
    return outcome_of([&] {
      run(options);
      return table_of(*options.out);
    });
  };
  const auto first = again(1);
  require_same(first, again(1), "run twice");
  if (threaded) require_same(first, again(2), "run on two threads");
  return first;
}

// Rows from 0 up for each step, as many as the data has.
void check_predictions(const Table& table, const std::string& data) {
  std::map<std::string, Index> rows;
  for (const auto& line : table) require(std::to_string(rows[line[1]]++) == line[0], "rows count from 0, step by step");
  io::ReadOptions options;
  options.response = false;
  const auto held = outcome_of([&] { return io::read_dataset(data, options).X.rows(); }).value;
  for (const auto& [step, count] : rows) require(!held || count == *held, "a prediction a row");
}

}  // namespace

void predict(std::string_view input) {
  const Parts parts = split(input);
  const Folder folder(parts);
  const bool of_lasso = !find(parts, "users.npy");
  cli::PredictOptions options;
  options.data = folder.data;
  if (find(parts, "covar")) options.covar = folder.files.path("covar");
  const auto table = same_table(folder, options, cli::run_predict, on_threads(input)).value;
  if (table && of_lasso) check_predictions(*table, folder.data);
}

void recommend(std::string_view input) {
  const Parts parts = split(input);
  const Folder folder(parts);
  cli::RecommendOptions options;
  options.top = 3;
  if (find(parts, "users")) options.users = folder.files.path("users");
  if (find(parts, "exclude")) options.exclude = folder.files.path("exclude");
  const auto table = same_table(folder, options, cli::run_recommend, on_threads(input)).value;
  if (!table) return;
  std::set<std::string> listed;
  for (std::size_t k = 0; k < table->size(); ++k) {
    const auto& line = (*table)[k];
    const bool first = line[1] == "1";
    require(
        first || (k > 0 && (*table)[k - 1][0] == line[0] && std::stoi((*table)[k - 1][1]) + 1 == std::stoi(line[1])),
        "ranks count from 1, user by user");
    if (first) listed.clear();
    require(listed.insert(line[2]).second, "an item once");
    require(listed.size() <= 3, "no more than asked for");
    require(first || !(std::stod((*table)[k - 1][3]) < std::stod(line[3])), "best first");
  }
}

}  // namespace strads::fuzz

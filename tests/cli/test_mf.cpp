// `strads mf`, and predict and recommend on what it made, judged by the files alone.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/process.hpp"

using strads::test::Bench;

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Lines cells_of(const std::string& line) {
  Lines cells;
  std::size_t first = 0;
  for (std::size_t stop = line.find('\t'); stop != std::string::npos; stop = line.find('\t', first)) {
    cells.push_back(line.substr(first, stop - first));
    first = stop + 1;
  }
  cells.push_back(line.substr(first));
  return cells;
}

// Ids with spaces, accents and leading zeros; ratings in half stars that follow a pattern.
std::string user(int k) { return k % 3 == 0 ? "Zoë " + std::to_string(k) : "00" + std::to_string(k); }
std::string item(int k) { return k % 2 == 0 ? "La Jetée, part " + std::to_string(k) : std::to_string(k); }
double rating(int u, int i) { return 0.5 * (2 + (u * 7 + i * 3) % 7 + (u % 4 == i % 4 ? 1 : 0)); }

std::string ratings(int users, int items, int skip) {
  std::string text = "user\titem\trating\n";
  for (int u = 0; u < users; ++u) {
    for (int i = 0; i < items; ++i) {
      if ((u * 5 + i * 11) % skip == 0) continue;
      text += user(u) + "\t" + item(i) + "\t" + std::to_string(rating(u, i)) + "\n";
    }
  }
  return text;
}

// A model folder read by the rules of its files.
struct Model {
  Model(const Bench& bench, const std::string& folder) {
    factors(bench, folder + "/users.npy", folder + "/user_ids.tsv", users);
    factors(bench, folder + "/items.npy", folder + "/item_ids.tsv", items);
    if (!bench.exists(folder + "/biases.tsv")) return;
    const Lines lines = lines_of(bench.read(folder + "/biases.tsv"));
    CHECK(lines.front() == "kind\tid\tvalue");
    for (std::size_t k = 1; k < lines.size(); ++k) {
      const Lines cells = cells_of(lines[k]);
      REQUIRE(cells.size() == 3);
      if (cells[0] == "mean") mean = std::stod(cells[2]);
      if (cells[0] == "user") user_bias[cells[1]] = std::stod(cells[2]);
      if (cells[0] == "item") item_bias[cells[1]] = std::stod(cells[2]);
    }
  }

  static void factors(const Bench& bench, const std::string& npy, const std::string& ids,
                      std::map<std::string, std::vector<float>>& to) {
    const std::string bytes = bench.read(npy);
    REQUIRE(bytes.substr(1, 5) == "NUMPY");
    const auto header = static_cast<std::size_t>(static_cast<unsigned char>(bytes[8])) +
                        256 * static_cast<std::size_t>(static_cast<unsigned char>(bytes[9])) + 10;
    CHECK(bytes.find("'<f4'") < header);
    CHECK(bytes.find("'fortran_order': False") < header);
    const Lines names = lines_of(bench.read(ids));
    const std::size_t rank = (bytes.size() - header) / sizeof(float) / names.size();
    CHECK(bytes.find("(" + std::to_string(names.size()) + ", " + std::to_string(rank) + ")") < header);
    for (std::size_t r = 0; r < names.size(); ++r) {
      auto& row = to[names[r]];
      row.resize(rank);
      std::memcpy(row.data(), bytes.data() + header + r * rank * sizeof(float), rank * sizeof(float));
    }
  }

  [[nodiscard]] double predict(const std::string& u, const std::string& i) const {
    double value = mean;
    if (user_bias.contains(u)) value += user_bias.at(u);
    if (item_bias.contains(i)) value += item_bias.at(i);
    if (users.contains(u) && items.contains(i)) {
      for (std::size_t k = 0; k < users.at(u).size(); ++k) {
        value += static_cast<double>(users.at(u)[k]) * items.at(i)[k];
      }
    }
    return value;
  }
  [[nodiscard]] double rmse(const std::string& text) const {
    double squares = 0;
    int count = 0;
    for (const auto& line : lines_of(text)) {
      const Lines cells = cells_of(line);
      if (cells[0] == "user") continue;
      const double error = std::stod(cells[2]) - predict(cells[0], cells[1]);
      squares += error * error;
      ++count;
    }
    return std::sqrt(squares / count);
  }

  double mean = 0;
  std::map<std::string, std::vector<float>> users;
  std::map<std::string, std::vector<float>> items;
  std::map<std::string, double> user_bias;
  std::map<std::string, double> item_bias;
};

struct Made : Bench {
  Made() {
    write("train.tsv", ratings(40, 25, 4));
    write("test.tsv", "user\titem\trating\n" + user(3) + "\t" + item(4) + "\t4\nnobody\t" + item(1) + "\t3\n" +
                          user(1) + "\tnothing\t2\nnobody\tnothing\t5\n");
    const auto made = run({"mf", "train.tsv", "--test", "test.tsv", "--rank", "5", "--out", "fit"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    said = made.out;
    summary = nlohmann::json::parse(read("fit/summary.json"));
  }
  [[nodiscard]] std::string model_bytes(const std::string& folder) const {
    std::string all;
    for (const char* name : {"users.npy", "items.npy", "user_ids.tsv", "item_ids.tsv", "biases.tsv"}) {
      all += read(folder + "/" + name);
    }
    return all;
  }
  std::string said;
  nlohmann::json summary;
};

}  // namespace

TEST_CASE_FIXTURE(Made, "the files say what the summary says") {
  const Model model(*this, "fit");
  CHECK(model.users.size() == 40);
  CHECK(model.items.size() == 25);
  CHECK(model.users.begin()->second.size() == 5);
  CHECK(summary["command"] == "mf");
  CHECK(summary["status"] == "converged");
  CHECK(summary["users"] == 40);
  CHECK(summary["items"] == 25);
  CHECK(summary["ratings"] == lines_of(read("train.tsv")).size() - 1);
  CHECK(summary["data"]["stored"] == summary["ratings"]);
  CHECK(summary["train_rmse"].get<double>() == doctest::Approx(model.rmse(read("train.tsv"))).epsilon(1e-5));
  CHECK(summary["test_rmse"].get<double>() == doctest::Approx(model.rmse(read("test.tsv"))).epsilon(1e-5));
  CHECK(summary["validation_rmse"].is_null());
  CHECK(summary["settings"]["rank"] == 5);
  CHECK(summary["seconds"]["solve"].get<double>() > 0);
  CHECK(said.find("40 users x 25 items") != std::string::npos);

  const Lines trace = lines_of(read("fit/trace.csv"));
  CHECK(trace[0].rfind("# strads ", 0) == 0);
  CHECK(trace[1] == "seconds,emulated_seconds,sweep,updates,objective,train_rmse,test_rmse,imbalance,validation_rmse");
  CHECK(trace.size() == 3 + summary["sweeps"].get<std::size_t>());
  CHECK(read("fit/report.html").find("</html>") != std::string::npos);
}

TEST_CASE_FIXTURE(Made, "same bytes for any number of threads and executor") {
  const std::string expected = model_bytes("fit");
  for (const char* executor : {"serial", "flow", "threads"}) {
    for (const char* threads : {"1", "2", "4"}) {
      const auto made = run({"mf", "train.tsv", "--test", "test.tsv", "--rank", "5", "--threads", threads, "--executor",
                             executor, "--no-balance", "--out", "again", "--force", "--quiet"});
      REQUIRE(made.code == 0);
      CHECK(model_bytes("again") == expected);
    }
  }
  REQUIRE(run({"mf", "train.tsv", "--rank", "5", "--seed", "2", "--out", "other"}).code == 0);
  CHECK(model_bytes("other") != expected);
}

TEST_CASE_FIXTURE(Made, "every solver and schedule runs, and biases can be left out") {
  for (const char* solver : {"als", "cg", "block", "ccd", "ccd++"}) {
    REQUIRE(run({"mf", "train.tsv", "--solver", solver, "--out", "m", "--force"}).code == 0);
    CHECK(Model(*this, "m").rmse(read("train.tsv")) ==
          doctest::Approx(nlohmann::json::parse(read("m/summary.json"))["train_rmse"].get<double>()).epsilon(1e-5));
  }
  for (const char* schedule : {"static", "dynamic", "random", "cyclic"}) {
    CHECK(run({"mf", "train.tsv", "--schedule", schedule, "--out", "m", "--force"}).code == 0);
  }
  REQUIRE(run({"mf", "train.tsv", "--no-bias", "--non-negative", "--out", "m", "--force"}).code == 0);
  CHECK(!exists("m/biases.tsv"));
  for (const auto& [id, row] : Model(*this, "m").users) {
    for (const float value : row) CHECK(value >= 0.0F);
  }
}

TEST_CASE_FIXTURE(Made, "predictions are the formula, unknown ids fall back to what is known") {
  const Model model(*this, "fit");
  const auto predicted = run({"predict", "fit", "test.tsv"});
  REQUIRE_MESSAGE(predicted.code == 0, predicted.err);
  const Lines lines = lines_of(predicted.out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "user\titem\tprediction");
  for (std::size_t k = 1; k < lines.size(); ++k) {
    const Lines cells = cells_of(lines[k]);
    CHECK(std::stod(cells[2]) == doctest::Approx(model.predict(cells[0], cells[1])).epsilon(1e-6));
  }
  CHECK(std::stod(cells_of(lines[4])[2]) == doctest::Approx(model.mean));
  write("pairs.tsv", user(2) + "\t" + item(2) + "\n");
  CHECK(lines_of(run({"predict", "fit", "pairs.tsv"}).out).size() == 2);
}

TEST_CASE_FIXTURE(Made, "recommendations are the best predictions, without what is excluded") {
  const Model model(*this, "fit");
  write("who.txt", user(7) + "\nnobody\n" + user(3) + "\n");
  const auto got = run({"recommend", "fit", "--top", "4", "--users", "who.txt", "--exclude", "train.tsv"});
  REQUIRE_MESSAGE(got.code == 0, got.err);
  std::map<std::string, std::vector<std::string>> seen;
  for (const auto& line : lines_of(read("train.tsv"))) seen[cells_of(line)[0]].push_back(cells_of(line)[1]);
  const Lines found = lines_of(got.out);
  REQUIRE(found.size() == 1 + 3 * 4);
  CHECK(found[0] == "user\trank\titem\tscore");
  std::size_t line = 1;
  for (const std::string& who : {user(7), std::string("nobody"), user(3)}) {
    std::vector<std::pair<double, std::string>> all;
    for (const auto& [id, row] : model.items) {
      const auto& mine = seen[who];
      if (std::find(mine.begin(), mine.end(), id) == mine.end()) all.emplace_back(-model.predict(who, id), id);
    }
    std::sort(all.begin(), all.end());
    for (std::size_t k = 0; k < 4; ++k, ++line) {
      const Lines cells = cells_of(found[line]);
      CHECK(cells[0] == who);
      CHECK(cells[1] == std::to_string(k + 1));
      // The k-th best score; of nearly equal ones any item may have it.
      CHECK(std::stod(cells[3]) == doctest::Approx(-all[k].first).epsilon(1e-6));
      CHECK(std::stod(cells[3]) == doctest::Approx(model.predict(who, cells[2])).epsilon(1e-6));
      CHECK(std::find(seen[who].begin(), seen[who].end(), cells[2]) == seen[who].end());
    }
  }
  CHECK(lines_of(run({"recommend", "fit"}).out).size() == 1 + 40 * 10);
}

TEST_CASE_FIXTURE(Made, "validation keeps the best sweep, a limit exits with 7, an interruption with 130") {
  auto made =
      run({"mf", "train.tsv", "--validation-share", "0.2", "--reg", "0.01", "--rank", "8", "--tol", "0", "--out", "v"});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  const auto kept = nlohmann::json::parse(read("v/summary.json"));
  double best = INFINITY;
  const Lines trace = lines_of(read("v/trace.csv"));
  for (std::size_t k = 2; k < trace.size(); ++k)
    best = std::min(best, std::stod(trace[k].substr(trace[k].rfind(',') + 1)));
  CHECK(kept["validation_rmse"].get<double>() == best);
  CHECK(kept["kept_sweep"].get<int>() < kept["sweeps"].get<int>());

  made = run({"mf", "train.tsv", "--reg", "0.01", "--max-sweeps", "2", "--tol", "0", "--out", "w"});
  CHECK(made.code == 7);
  CHECK(nlohmann::json::parse(read("w/summary.json"))["status"] == "not converged: round limit");

  write("big.tsv", ratings(900, 300, 4));
  made = run_and_signal({"mf", "big.tsv", "--reg", "1", "--rank", "200", "--tol", "0", "--max-sweeps", "100000",
                         "--verbose", "--out", "i"},
                        SIGINT, "sweep");
  CHECK(made.code == 130);
  CHECK(nlohmann::json::parse(read("i/summary.json"))["status"] == "interrupted");
  CHECK(exists("i/users.npy"));
}

TEST_CASE_FIXTURE(Made, "what cannot be done is told in one line, and nothing is written") {
  write("bad.tsv", "1\t2\t3\n1\t2\tx\n");
  write("empty", "");
  struct Case {
    Lines arguments;
    int code;
    std::string said;
  };
  const std::vector<Case> cases{
      {{"mf", "absent", "--out", "n"}, 3, "absent"},
      {{"mf", "bad.tsv", "--out", "n"}, 4, "bad.tsv:2:5: expected a rating, found \"x\""},
      {{"mf", "empty", "--out", "n"}, 4, "expected ratings"},
      {{"mf", "train.tsv", "--user-col", "who", "--out", "n"}, 5, "no column \"who\""},
      {{"mf", "train.tsv", "--rank", "0", "--out", "n"}, 2, "--rank"},
      {{"mf", "train.tsv", "--reg", "-1", "--out", "n"}, 2, "--reg"},
      {{"mf", "train.tsv", "--solver", "sgd", "--out", "n"}, 2, "--solver"},
      {{"mf", "train.tsv", "--solver", "ccd++", "--schedule", "dynamic", "--out", "n"}, 2, "ccd++"},
      {{"mf", "train.tsv", "--validation", "test.tsv", "--validation-share", "0.1", "--out", "n"}, 2, "--validation"},
      {{"mf", "train.tsv"}, 2, "--out"},
      {{"mf", "train.tsv", "--out", "fit"}, 3, "fit"},
      {{"mf", "train.tsv", "--test", "bad.tsv", "--out", "n"}, 4, "bad.tsv:2:5"},
      {{"predict", "fit", "absent"}, 3, "absent"},
      {{"predict", "fit", "train.tsv", "--step", "1"}, 2, "--step"},
      {{"recommend", "absent"}, 3, "absent"},
      {{"recommend", "fit", "--users", "absent"}, 3, "absent"},
  };
  const Lines before = names();
  for (const Case& one : cases) {
    const auto outcome = run(one.arguments);
    CAPTURE(one.arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.code == one.code);
    CHECK(outcome.err_lines() == 1);
    CHECK(outcome.err.find(one.said) != std::string::npos);
    CHECK(outcome.out.empty());
    CHECK(names() == before);
  }
  write("fit/user_ids.tsv", "one\n");
  const auto outcome = run({"recommend", "fit"});
  CHECK(outcome.code == 5);
  CHECK(outcome.err_lines() == 1);
}

// The model of a matrix factorization: written and read back, and what is said of files that are broken.
#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <vector>

#include "folder/bias_lines.hpp"
#include "folder/folders.hpp"
#include "folder/mf_model.hpp"
#include "strads/random.hpp"

using namespace strads::folder;
using strads::Index;
using strads::io::Files;
using strads::io::Ids;
using strads::mf::Factorization;
using strads::mf::Factors;

namespace {

Ids ids_of(const std::vector<std::string>& names) {
  Ids ids;
  for (const auto& name : names) ids.insert(name);
  return ids;
}

Factors random_factors(Index rows, Index rank, strads::Random& random) {
  Factors factors(rows, rank);
  for (Index row = 0; row < rows; ++row) {
    factors.bias(row) = static_cast<float>(random.normal() / 3);
    for (Index k = 0; k < rank; ++k) factors.row(row)[k] = static_cast<float>(random.normal());
  }
  return factors;
}

struct Fitted {
  explicit Fitted(bool bias = true) {
    strads::Random random(7);
    model.mean = 1.0 / 3;
    model.bias = bias;
    model.users = random_factors(3, 17, random);
    model.items = random_factors(2, 17, random);
    model.find_typical();
  }

  [[nodiscard]] std::string write(const Files& files) const {
    return written(files, [&](strads::io::OutputDirectory& directory) {
      write_summary(summary, directory);
      write_mf_model(model, users, items, directory);
    });
  }

  Ids users = ids_of({"Ann", "Zo\xc3\xab K", "17"});
  Ids items = ids_of({"a \"b\"", "017"});
  Factorization model;
  Json summary = {{"command", "mf"}, {"users", 3}, {"items", 2}, {"settings", {{"rank", 17}, {"bias", true}}}};
};

bool same(const Factors& a, const Factors& b) {
  if (a.rows() != b.rows() || a.rank() != b.rank()) return false;
  for (Index row = 0; row < a.rows(); ++row) {
    if (a.bias(row) != b.bias(row) || !std::equal(a.row(row), a.row(row) + a.stride(), b.row(row))) return false;
  }
  return true;
}

bool same(const Ids& a, const Ids& b) {
  if (a.size() != b.size()) return false;
  for (Index k = 0; k < a.size(); ++k) {
    if (a.name(k) != b.name(k) || b.find(a.name(k)) != k) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a factorization is read as it was written, number by number") {
  const Files files;
  const Fitted fitted;
  const FitFolder folder(fitted.write(files));
  for (const int threads : {1, 2}) {
    const MfModel model = read_mf_model(folder, threads);
    CHECK(model.factors.mean == fitted.model.mean);
    CHECK(model.factors.bias);
    CHECK(same(model.factors.users, fitted.model.users));
    CHECK(same(model.factors.items, fitted.model.items));
    CHECK(same(model.users, fitted.users));
    CHECK(same(model.items, fitted.items));
    CHECK(model.factors.typical_user == fitted.model.typical_user);
  }
}

TEST_CASE("without biases none are written, and none are asked for") {
  const Files files;
  Fitted fitted(false);
  fitted.summary["settings"]["bias"] = false;
  const FitFolder folder(fitted.write(files));
  CHECK_FALSE(std::filesystem::exists(folder.file(biases_file)));
  const MfModel model = read_mf_model(folder, 1);
  CHECK_FALSE(model.factors.bias);
  CHECK(model.factors.mean == 0);
  CHECK(model.factors.users.bias(0) == 0);
}

TEST_CASE("files of a factorization that are broken are told with file, line, what was expected and what stood there") {
  const Files files;
  const Fitted fitted;
  const std::string path = fitted.write(files);
  const std::string biases = text_in(path + "/biases.tsv");
  const std::string users = text_in(path + "/users.npy");
  REQUIRE(biases.starts_with(std::string(bias_columns) + "\nmean\t\t0.3333333333333333\nuser\tAnn\t"));
  struct Case {
    const char* file;
    std::string content;
    std::string said;
  };
  const std::vector<Case> cases = {
      {"user_ids.tsv", "Ann\nBob\n", "DIR/user_ids.tsv has 2 ids, but summary.json beside it says 3 users"},
      {"item_ids.tsv", "Red\n", "DIR/item_ids.tsv has 1 id, but summary.json beside it says 2 items"},
      {"user_ids.tsv", "Ann\nBob\nBob\n", "DIR/user_ids.tsv:3: expected an id that is new, found \"Bob\""},
      {"user_ids.tsv", "Ann\n\nBob\n", "DIR/user_ids.tsv:2: expected an id, found an empty line"},
      {"user_ids.tsv", "Ann\nBob\tB\nZoe\n",
       "DIR/user_ids.tsv:2: expected an id without tabs and control characters, found \"Bob\\tB\""},
      {"users.npy", "1,2\n3,4\n5,6\n", "DIR/users.npy: expected the first bytes of a .npy file, found \"1,2\\n3,\""},
      {"users.npy", text_in(path + "/items.npy"),
       "DIR/users.npy has 2 x 17 numbers, but summary.json beside it says 3 x 17"},
      {"users.npy", users.substr(0, users.size() - 4), ""},
      {"biases.tsv", biases.substr(biases.find('\n') + 1),
       "DIR/biases.tsv:1: expected the header of biases.tsv, found \"mean\\t\\t0.3333333333333333\""},
      {"biases.tsv", biases.substr(0, biases.rfind("item\t")),
       "DIR/biases.tsv has 5 bias values, but there are 3 users, 2 items and the mean"},
      {"biases.tsv", biases + "user\tnobody\t1\n", "DIR/biases.tsv:8: \"nobody\" is none of the model's ids"},
      {"biases.tsv", biases + "user\tAnn\tx\n", "DIR/biases.tsv:8: expected a finite number, found \"x\""},
      {"biases.tsv", biases + "user\tAnn\tinf\n", "DIR/biases.tsv:8: expected a finite number, found \"inf\""},
      {"biases.tsv", biases + "user\tAnn\t\n", "DIR/biases.tsv:8: expected a finite number, found nothing"},
      {"biases.tsv", biases + "what\tAnn\t1\n", "DIR/biases.tsv:8: expected mean, user or item, found \"what\""},
      {"biases.tsv", biases + "user Ann 1\n",
       "DIR/biases.tsv:8: expected 3 columns separated by tabs, found \"user Ann 1\""},
      {"summary.json", R"({"command": "lasso"})",
       "DIR holds what strads lasso made; expected the DIR of strads mf --out"},
      {"summary.json", R"({"command": "mf", "users": 3, "items": "two"})",
       "DIR/summary.json: expected the summary of `strads lasso` or `strads mf`, found something else"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.file);
    CAPTURE(one.said);
    const std::string name = std::string("fit/") + one.file;
    const std::string before = text_in(files.path(name));
    (void)files.write(name, one.content);
    const std::string said = complaint_of(path, [&] { (void)read_mf_model(FitFolder(path), 1); });
    if (one.said.empty()) {
      CHECK(said.starts_with(std::string("DIR/") + one.file));
    } else {
      CHECK(said == one.said);
    }
    (void)files.write(name, before);
  }
  CHECK(complaint_of(path, [&] { (void)read_mf_model(FitFolder(path), 1); }).empty());
  std::filesystem::remove(path + "/items.npy");
  CHECK(complaint_of(path, [&] { (void)read_mf_model(FitFolder(path), 1); }).find("DIR/items.npy: ") == 0);
}

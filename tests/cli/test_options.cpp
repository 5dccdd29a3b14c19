// Walks the tables of options: each entry sets its variable, refuses what is out of range, stands in the help, in the
// settings of summary.json, and in the comparison of runs where it says so.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/linear/output.hpp"
#include "cli/mf/output.hpp"
#include "cli/process.hpp"
#include "report/compare/differences.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

// Values that some option or other takes.
const std::vector<std::string> some_values = {"",      "0.125", "3",      "0",      "1",     "inf",      "yes", ",",
                                              "off",   "float", "step",   "drop",   "fixed", "static",   "tab", "mean",
                                              "group", "cg",    "serial", "random", "a.txt", "workers=4"};

bool takes(const Option& option, const std::string& text) {
  try {
    option.take(text);
  } catch (const std::exception&) {
    return false;
  }
  if (option.traits.then) option.traits.then();
  return true;
}

// What it says to a value that it does not take.
std::string refusal(const Option& option, const std::string& text) {
  try {
    option.take(text);
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

const Option* find(const OptionTable& table, const std::string& names) {
  const auto& options = table.options();
  const auto found = std::find_if(options.begin(), options.end(), [&](const auto& it) { return it.names == names; });
  return found == options.end() ? nullptr : &*found;
}

// Gives `option` the first value that changes it. Empty when there is none.
std::string change(const Option& option) {
  const Value before = option.value();
  for (const auto& text : some_values) {
    if (takes(option, text) && option.value() != before) return text.empty() ? "given" : text;
  }
  return {};
}

// About files and the screen, or elsewhere in summary.json.
const std::set<std::string> no_settings = {"--out",      "--force",   "--quiet",   "--verbose", "--stats",
                                           "--timeline", "--explain", "--threads", "--seed"};

template <class Options>
void give_what_others_need(Options& options) {
  options.settings.engine.lookahead = 2;  // --staleness
}

// summary.json's settings as `make_settings` leaves them: what is taken away there fails here.
template <class Fitted>
Json settings_after(Fitted& fitted) {
  fitted.settings = make_settings(fitted.options);
  return told_settings(fitted.table);
}

template <class Fitted>
std::vector<std::string> warnings(const Fitted& fitted, const Json& before, const Json& after) {
  const auto named = [&](const char* name, const Json& settings) {
    report::Run run;
    run.name = name;
    run.summary = {{"settings", settings}, {"compared", compared_settings(fitted.table)}};
    return run;
  };
  return report::differences({named("a", before), named("b", after)});
}

template <class Fitted>
void walk(const char* command) {
  const test::Bench bench;
  const std::string help = bench.run({command, "--help"}).out;
  std::set<std::string> keys;
  Fitted all;
  for (const Option& listed : all.table.options()) {
    CAPTURE(listed.names);
    CHECK(help.find(listed.name() + " ") != std::string::npos);
    CHECK(help.find(listed.help.substr(0, listed.help.find('\n'))) != std::string::npos);
    CHECK(help.find("\n" + listed.group + ":\n") != std::string::npos);

    Fitted fitted;
    give_what_others_need(fitted.options);
    const Option& option = *find(fitted.table, listed.names);
    const Json before = settings_after(fitted);
    CHECK_MESSAGE(!change(option).empty(), "no value changes it");
    const Json after = settings_after(fitted);
    CHECK((option.chapter == Chapter::untold) == no_settings.contains(option.name()));
    if (option.chapter == Chapter::untold) continue;
    CHECK(keys.insert(option.traits.key).second);
    CHECK(before.contains(option.traits.key));
    CHECK(after.at(option.traits.key) != before.at(option.traits.key));
    const std::string comment = trace_comment(command, after, fitted.table, 1);
    CHECK((comment.find(" " + option.traits.key + "=") != std::string::npos) == option.traits.mark);

    const auto said = warnings(fitted, before, after);
    const auto& [data, problem] = std::pair(option.traits.data, option.traits.problem);
    REQUIRE(said.size() == (data.empty() ? 0 : 1) + (problem.empty() ? 0 : 1));
    if (!data.empty()) CHECK(said[0].starts_with("The runs are of different data (" + data + ": "));
    if (!problem.empty()) CHECK(said[0].starts_with("The runs solve different problems (" + problem + ": "));
  }
}

// Below and above what `expected` says, or no word of it.
template <class Fitted>
void refuse_all() {
  Fitted fitted;
  for (const Option& option : fitted.table.options()) {
    CAPTURE(option.names);
    if (option.expected.empty() || option.repeats) continue;
    std::vector<std::string> outside = {""};
    if (option.expected != "a name") outside.emplace_back("neither a number nor a word of it");
    const bool number = option.expected.starts_with("a number") || option.expected.starts_with("a whole number");
    if (number) outside.insert(outside.end(), {"-1", "nan", "1x"});
    if (number && option.expected.find(" to ") != std::string::npos) outside.emplace_back("9223372036854775807");
    if (option.expected.starts_with("a whole number")) outside.emplace_back("1.5");
    if (option.expected.find("above 0") != std::string::npos) outside.emplace_back("0");
    const Value before = option.value();
    for (const auto& text : outside) {
      CHECK(refusal(option, text).find(option.name() + ": expected " + option.expected + ", found \"" + text + "\"") !=
            std::string::npos);
    }
    CHECK(option.value() == before);
  }
}

}  // namespace

TEST_CASE("each option of the lasso and of mf is taken, told and compared") {
  walk<LassoFitted>("lasso");
  walk<MfFitted>("mf");
}

TEST_CASE("what the library says of settings is told in flags") {
  LassoFitted lasso;
  CHECK(lasso.table.with_flags("`min_ratio` and `stale` need `lookahead`, `lambdas` do not") ==
        "--lambda-min-ratio and --staleness need --lookahead, `lambdas` do not");
  const test::Bench bench;
  const auto said = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--out", "fit"});
    return bench.run(arguments).err;
  };
  CHECK(said({"lasso", "X", "--tol", "1"}) == "strads: --tol must be above 0 and below 1\n");
  CHECK(said({"lasso", "X", "--staleness"}) == "strads: --staleness needs --lookahead of at least 1\n");
  CHECK(said({"lasso", "X", "--lambda", "0"}) ==
        "strads: --lambda must be a number above 0; penalty factors of 0 leave columns unpenalized\n");
  CHECK(said({"mf", "X", "--solver", "ccd++", "--shards", "2"}) ==
        "strads: --solver ccd++ needs full sweeps: --schedule static or cyclic, without --candidates, --shards, "
        "--lookahead\n");
  CHECK(said({"mf", "X", "--emulate", "speed=spread:0.99,bandwidth=1B/s", "--rank", "5000"}) ==
        "strads: --rank must be between 1 and 4096\n");
}

TEST_CASE("what no option takes is refused with its range") {
  refuse_all<LassoFitted>();
  refuse_all<MfFitted>();
}

}  // namespace strads::cli

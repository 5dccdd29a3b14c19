#include "cli/commands/generate.hpp"

#include <fmt/format.h>

#include "cli/fit/common_options.hpp"
#include "cli/terminal/help.hpp"
#include "cli/terminal/interrupt.hpp"
#include "io/output/directory.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

const Choices<const generate::RatingShape*> shapes = {{"netflix", &generate::netflix}, {"yahoo", &generate::yahoo}};

constexpr Index most_rows = std::numeric_limits<std::int32_t>::max();

void add_common(OptionTable& table, GenerateOptions& o, std::uint64_t& seed, const std::string& files) {
  Group execution(table, "Execution");
  execution.whole("--seed", seed, 0, most_index, "N", "Seed of all that is random (default {})");
  execution.whole("--threads", o.threads, 0, most_threads, "N",
                  "Threads; no byte depends on it (default 0: all that this\nprocess may use)");
  Group output(table, "Output");
  output.required("--out", o.out, "DIR", "Directory of the files, which appear whole or not at all:\n" + files);
  output.flag("--force", o.force, true, "Replace earlier files of these names in an existing DIR");
}

void add_truth(Group& group, Index& planted, double& explained) {
  group.whole("--planted", planted, 0, most_index, "K", "Variables that have an effect, spread evenly (default {})");
  group.number("--explained", explained, {.low = 0, .high = 1, .above = true}, "SHARE",
               "Share of the response's variance that is theirs, the rest\nis noise (default {})");
}

void check_planted(Index planted, Index variables) {
  if (planted <= variables) return;
  throw Error(ErrorKind::usage, fmt::format("--planted {} is more than there are variables, {}", planted, variables));
}

// make(execution, out), and what follows.
template <class Make>
int run(const GenerateOptions& options, const Make& make) {
  io::OutputDirectory out(options.out, options.force);
  fitting();
  try {
    make(generate::Execution{.threads = reading_threads(options.threads), .stop = &interrupt_flag()}, out);
  } catch (const generate::Stopped&) {
    return interrupt_code();
  }
  writing();
  out.commit();
  return 0;
}

}  // namespace

void add_options(CLI::App& app, ChainedOptions& o) {
  use_help(app, "strads generate chained --out DIR [options]");
  OptionTable table;
  auto& s = o.settings;
  Group data(table, "Data");
  data.whole("--rows", s.rows, 2, most_rows, "N", "Rows (default {})");
  data.whole("--columns", s.columns, 1, most_rows, "J", "Columns (default {})");
  data.whole("--nonzeros", s.nonzeros, 1, most_rows, "K", "Nonzeros of each column (default {})");
  add_truth(data, s.planted, s.explained);
  add_common(table, o, s.seed, "X.mtx, y.txt, truth.tsv");
  table.add_to(app);
}

void add_options(CLI::App& app, SnpOptions& o) {
  use_help(app, "strads generate snp --out DIR [options]");
  OptionTable table;
  auto& s = o.settings;
  Group data(table, "Data");
  data.whole("--people", s.people, 2, most_rows, "N", "Rows (default {})");
  data.whole("--variants", s.variants, 1, most_rows, "J", "Columns (default {})");
  add_truth(data, s.planted, s.explained);
  add_common(table, o, s.seed, "snp.bed, .bim, .fam (with the phenotype), truth.tsv");
  table.add_to(app);
}

void add_options(CLI::App& app, RatingsLikeOptions& o) {
  use_help(app, "strads generate ratings --out DIR [options]");
  OptionTable table;
  auto& s = o.settings;
  Group data(table, "Data");
  data.choice("--like", o.like, shapes, "SET",
              "Sizes, marginals and values: netflix (480,189 x 17,770,\n"
              "100,480,507 ratings) or yahoo (1,000,990 x 624,961,\n252,800,275) (default netflix)");
  data.number(
      "--scale", s.scale, {.low = 0, .high = 1, .above = true}, "S",
      "Ratings over the set's; each side is scaled by the square\nroot of it, so the density stays (default {})");
  data.whole("--rank", s.rank, 1, 4096, "K", "Factors of the truth (default {})");
  data.number("--test", s.test, {.low = 0, .high = 1}, "SHARE",
              "Share of the ratings that goes to test.tsv (default {})");
  add_common(table, o, s.seed, "ratings.tsv, test.tsv; the truth as users.npy,\nitems.npy, biases.tsv");
  table.add_to(app);
}

int run_generate(const ChainedOptions& options) {
  const auto& settings = options.settings;
  check_planted(settings.planted, settings.columns);
  if (settings.nonzeros > settings.rows) {
    throw Error(ErrorKind::usage,
                fmt::format("--nonzeros {} is more than there are rows, {}", settings.nonzeros, settings.rows));
  }
  return run(options, [&](const auto& execution, auto& out) { generate::generate_chained(settings, execution, out); });
}

int run_generate(const SnpOptions& options) {
  const auto& settings = options.settings;
  check_planted(settings.planted, settings.variants);
  return run(options, [&](const auto& execution, auto& out) { generate::generate_snp(settings, execution, out); });
}

int run_generate(const RatingsLikeOptions& options) {
  auto settings = options.settings;
  settings.shape = *options.like;
  return run(options, [&](const auto& execution, auto& out) { generate::generate_ratings(settings, execution, out); });
}

}  // namespace strads::cli

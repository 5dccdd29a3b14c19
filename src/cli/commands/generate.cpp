#include "cli/commands/generate.hpp"

#include <fmt/format.h>

#include "cli/fit/common_options.hpp"
#include "cli/terminal/help.hpp"
#include "cli/terminal/interrupt.hpp"
#include "generate/chained.hpp"
#include "generate/ratings.hpp"
#include "generate/snp.hpp"
#include "io/output/directory.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

const Choices<generate::RatingShape> shapes = {{"netflix", generate::netflix}, {"yahoo", generate::yahoo}};

constexpr Index most_rows = std::numeric_limits<std::int32_t>::max();

void add_common(CLI::App& app, GenerateOptions& o, const std::string& files) {
  Group execution(app, "Execution");
  execution.whole("--seed", o.seed, 0, most_index, "N", "Seed of all that is random " + by_default(1));
  execution.whole("--threads", o.threads, 0, most_threads, "N",
                  "Threads; no byte depends on it (default 0: all that this\nprocess may use)");
  Group output(app, "Output");
  output.required("--out", o.out, "DIR", "Directory of the files, which appear whole or not at all:\n" + files);
  output.flag("--force", o.force, "Replace earlier files of these names in an existing DIR");
}

void add_truth(Group& group, std::optional<Index>& planted, std::optional<double>& explained, Index planted_default,
               double explained_default) {
  group.whole("--planted", planted, 0, most_index, "K",
              "Variables that have an effect, spread evenly " + by_default(planted_default));
  group.number("--explained", explained, {.low = 0, .high = 1, .above = true}, "SHARE",
               "Share of the response's variance that is theirs, the rest\nis noise " + by_default(explained_default));
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
  const generate::ChainedSettings defaults;
  use_help(app, "strads generate chained --out DIR [options]");
  Group data(app, "Data");
  data.whole("--rows", o.rows, 2, most_rows, "N", "Rows " + by_default(defaults.rows));
  data.whole("--columns", o.columns, 1, most_rows, "J", "Columns " + by_default(defaults.columns));
  data.whole("--nonzeros", o.nonzeros, 1, most_rows, "K", "Nonzeros of each column " + by_default(defaults.nonzeros));
  add_truth(data, o.planted, o.explained, defaults.planted, defaults.explained);
  add_common(app, o, "X.mtx, y.txt, truth.tsv");
}

void add_options(CLI::App& app, SnpOptions& o) {
  const generate::SnpSettings defaults;
  use_help(app, "strads generate snp --out DIR [options]");
  Group data(app, "Data");
  data.whole("--people", o.people, 2, most_rows, "N", "Rows " + by_default(defaults.people));
  data.whole("--variants", o.variants, 1, most_rows, "J", "Columns " + by_default(defaults.variants));
  add_truth(data, o.planted, o.explained, defaults.planted, defaults.explained);
  add_common(app, o, "snp.bed, .bim, .fam (with the phenotype), truth.tsv");
}

void add_options(CLI::App& app, RatingsLikeOptions& o) {
  const generate::RatingSettings defaults;
  use_help(app, "strads generate ratings --out DIR [options]");
  Group data(app, "Data");
  data.choice("--like", o.like, shapes, "SET",
              "Sizes, marginals and values: netflix (480,189 x 17,770,\n"
              "100,480,507 ratings) or yahoo (1,000,990 x 624,961,\n252,800,275) (default netflix)");
  data.number("--scale", o.scale, {.low = 0, .high = 1, .above = true}, "S",
              "Ratings over the set's; each side is scaled by the square\nroot of it, so the density stays " +
                  by_default(defaults.scale));
  data.whole("--rank", o.rank, 1, 4096, "K", "Factors of the truth " + by_default(defaults.rank));
  data.number("--test", o.test, {.low = 0, .high = 1}, "SHARE",
              "Share of the ratings that goes to test.tsv " + by_default(defaults.test));
  add_common(app, o, "ratings.tsv, test.tsv; the truth as users.npy,\nitems.npy, biases.tsv");
}

int run_generate(const ChainedOptions& options) {
  generate::ChainedSettings settings;
  take(options.rows, settings.rows);
  take(options.columns, settings.columns);
  take(options.nonzeros, settings.nonzeros);
  take(options.planted, settings.planted);
  take(options.explained, settings.explained);
  take(options.seed, settings.seed);
  check_planted(settings.planted, settings.columns);
  if (settings.nonzeros > settings.rows) {
    throw Error(ErrorKind::usage,
                fmt::format("--nonzeros {} is more than there are rows, {}", settings.nonzeros, settings.rows));
  }
  return run(options, [&](const auto& execution, auto& out) { generate::generate_chained(settings, execution, out); });
}

int run_generate(const SnpOptions& options) {
  generate::SnpSettings settings;
  take(options.people, settings.people);
  take(options.variants, settings.variants);
  take(options.planted, settings.planted);
  take(options.explained, settings.explained);
  take(options.seed, settings.seed);
  check_planted(settings.planted, settings.variants);
  return run(options, [&](const auto& execution, auto& out) { generate::generate_snp(settings, execution, out); });
}

int run_generate(const RatingsLikeOptions& options) {
  generate::RatingSettings settings;
  take(options.like, settings.shape);
  take(options.scale, settings.scale);
  take(options.rank, settings.rank);
  take(options.test, settings.test);
  take(options.seed, settings.seed);
  return run(options, [&](const auto& execution, auto& out) { generate::generate_ratings(settings, execution, out); });
}

}  // namespace strads::cli

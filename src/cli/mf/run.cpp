#include "cli/mf/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "cli/fit/fit_command.hpp"
#include "cli/mf/output.hpp"
#include "cli/mf/summary.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

struct Data {
  Ratings train;
  BigVector<Rating> validation;
  BigVector<Rating> test;
};

// How files for a fit are read: as that of its ratings, whose columns are known by now.
io::RatingsOptions of_others(io::RatingsOptions how, const std::optional<io::RatingColumns>& columns) {
  how.user_column.reset();
  how.item_column.reset();
  how.rating_column.reset();
  how.like = columns;
  return how;
}

BigVector<Rating> read_pairs(const std::string& path, const char* what, const io::RatingsFile& file,
                             const io::RatingsOptions& how, Unknown& unknown) {
  io::PairsFile pairs = io::read_rated_pairs(path, file.users, file.items, how);
  unknown = find_unknown(path, what, pairs, file.users, file.items);
  return std::move(pairs.pairs);
}

// Factors cannot be validated by users or items that have none.
void require_known(const std::string& path, const BigVector<Rating>& validation) {
  const auto known = [](const Rating& rating) { return rating.user >= 0 && rating.item >= 0; };
  if (std::any_of(validation.begin(), validation.end(), known)) return;
  throw Error(ErrorKind::mismatch, path + ": no validation rating has a known user and a known item");
}

// Repeated ratings go before the split: else one of a pair could train and the other validate.
Data read(MfFitted& fitted) {
  const MfOptions& options = fitted.options;
  io::RatingsOptions how = reading(options.columns, fitted.settings.engine.threads);
  how.rating_column = options.rating_col;
  how.decimal = options.decimal;
  how.missing = options.missing_values;
  io::RatingsFile file = io::read_ratings(options.data, how);
  Data data;
  data.train = Ratings::consume(file.users.size(), file.items.size(), std::move(file.ratings), how.threads);
  fitted.duplicates = data.train.duplicates();
  fitted.format = file.format;
  fitted.taken = file.columns;
  fitted.passed = file.passed;
  fitted.spread = file.spread;
  how = of_others(how, file.columns);
  if (options.validation) {
    data.validation = read_pairs(*options.validation, "validation rating", file, how, fitted.unknown_of_validation);
    require_known(*options.validation, data.validation);
  } else if (options.validation_share) {
    mf::Split parts =
        mf::split(std::move(data.train).list(), *options.validation_share, fitted.settings.scheduler.seed);
    if (parts.validation.empty() || parts.train.empty()) {
      throw Error(ErrorKind::mismatch,
                  fmt::format("--validation-share {} leaves no rating to {}", *options.validation_share,
                              parts.train.empty() ? "train on" : "validate with"));
    }
    RatingBlocks blocks;
    blocks.push_back(std::move(parts.train));
    data.train = Ratings::consume(file.users.size(), file.items.size(), std::move(blocks), how.threads);
    data.validation = std::move(parts.validation);
  }
  if (options.test) data.test = read_pairs(*options.test, "test rating", file, how, fitted.unknown_of_test);
  fitted.range = range_of(data.train);
  fitted.rows = data.train.users();
  fitted.columns = data.train.items();
  fitted.stored = data.train.count();
  fitted.validation_ratings = static_cast<Index>(data.validation.size());
  fitted.test_ratings = static_cast<Index>(data.test.size());
  fitted.users = std::move(file.users);
  fitted.items = std::move(file.items);
  return data;
}

void clip_errors(const Data& data, MfFitted& fitted) {
  const mf::Factorization& model = fitted.result.model;
  mf::Checkpoint& kept = fitted.result.kept;
  kept.train_rmse = clipped_rmse(model, data.train, fitted.range, fitted.threads);
  if (kept.validation_rmse) kept.validation_rmse = clipped_rmse(model, data.validation, fitted.range);
  if (kept.test_rmse) kept.test_rmse = clipped_rmse(model, data.test, fitted.range);
}

StopReason fit(const Data& data, MfFitted& fitted, LiveLine& line) {
  const mf::Settings& settings = fitted.settings;
  MfObserver observer(line, settings.tol, settings.max_sweeps);
  fitted.result = mf::fit(data.train, data.validation, data.test, settings, observer);
  fitted.trace = observer.trace();
  if (fitted.options.clip) clip_errors(data, fitted);
  fitted.predicted =
      count_predicted(fitted.result.model, data.train, data.test, fitted.options.clip ? &fitted.range : nullptr);
  return fitted.result.stop;
}

}  // namespace

int run_mf(const MfOptions& options, const std::vector<std::string>& arguments) {
  require_one_input({options.data, options.test, options.validation});
  return run_fit<MfFitted>(options, arguments, read, fit);
}

}  // namespace strads::cli

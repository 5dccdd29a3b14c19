#include "cli/mf_run.hpp"

#include <utility>

#include "cli/fit_command.hpp"
#include "cli/mf_output.hpp"
#include "cli/mf_summary.hpp"

namespace strads::cli {
namespace {

struct Data {
  Ratings train;
  BigVector<Rating> validation;
  BigVector<Rating> test;
};

// Repeated ratings go before the split: else one of a pair could train and the other validate.
Data read(MfFitted& fitted) {
  const MfOptions& options = fitted.options;
  io::RatingsOptions how = reading(options.columns, fitted.settings.engine.threads);
  how.rating_column = options.rating_col;
  io::RatingsFile file = io::read_ratings(options.data, how);
  Data data;
  data.train = Ratings::consume(file.users.size(), file.items.size(), std::move(file.ratings), how.threads);
  fitted.duplicates = data.train.duplicates();
  fitted.format = file.format;
  if (options.validation) {
    data.validation = io::read_rated_pairs(*options.validation, file.users, file.items, how).pairs;
  } else if (options.validation_share) {
    mf::Split parts =
        mf::split(std::move(data.train).list(), *options.validation_share, fitted.settings.scheduler.seed);
    RatingBlocks blocks;
    blocks.push_back(std::move(parts.train));
    data.train = Ratings::consume(file.users.size(), file.items.size(), std::move(blocks), how.threads);
    data.validation = std::move(parts.validation);
  }
  if (options.test) data.test = io::read_rated_pairs(*options.test, file.users, file.items, how).pairs;
  fitted.rows = data.train.users();
  fitted.columns = data.train.items();
  fitted.stored = data.train.count();
  fitted.validation_ratings = static_cast<Index>(data.validation.size());
  fitted.test_ratings = static_cast<Index>(data.test.size());
  fitted.users = std::move(file.users);
  fitted.items = std::move(file.items);
  return data;
}

StopReason fit(const Data& data, MfFitted& fitted, LiveLine& line) {
  const mf::Settings& settings = fitted.settings;
  MfObserver observer(line, settings.tol, settings.max_sweeps);
  fitted.result = mf::fit(data.train, data.validation, data.test, settings, observer);
  fitted.trace = observer.trace();
  fitted.predicted = count_predicted(fitted.result.model, data.train, data.test);
  return fitted.result.stop;
}

}  // namespace

int run_mf(const MfOptions& options, const std::vector<std::string>& arguments) {
  return run_fit<MfFitted>(options, arguments, read, fit);
}

}  // namespace strads::cli

#include "cli/commands/recommend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/fit/common_options.hpp"
#include "cli/mf/rating_range.hpp"
#include "cli/mf/unknown_ids.hpp"
#include "cli/terminal/help.hpp"
#include "cli/terminal/table_output.hpp"
#include "cli/terminal/words.hpp"
#include "folder/mf_model.hpp"

namespace strads::cli {
namespace {

using Ranking = std::vector<mf::Recommendation>;

constexpr std::size_t users_a_batch = 8192;  // lists held in memory at a time

// Pairs that are not to be recommended.
class Excluded {
 public:
  // Ratings that were missing in the fit exclude nothing. `names` are the users asked for.
  Excluded(const RecommendOptions& options, const folder::MfModel& model, io::RatingsOptions how,
           const folder::FitFolder& directory, const std::vector<std::string>& names) {
    if (!options.exclude) return;
    how.missing = directory.from_summary(
        [](const auto& summary) { return summary.at("settings").value("missing_values", std::vector<std::string>()); });
    io::PairsFile file = io::read_pairs(*options.exclude, model.users, model.items, how);
    const auto excluded = [&](const std::string& name) { return file.unknown_users.find(name) >= 0; };
    const bool expected = std::any_of(names.begin(), names.end(), excluded);
    warn(find_unknown(*options.exclude, "excluded pair", file, model.users, model.items, expected));
    std::vector<Rating> known;
    for (std::size_t k = 0; k < file.pairs.size(); ++k) {
      const Rating& pair = file.pairs[k];
      if (pair.item < 0) continue;
      if (pair.user >= 0) {
        known.push_back(pair);
      } else {
        unknown_users_.emplace(file.text[k].substr(0, file.text[k].find('\t')), pair.item);
      }
    }
    ratings_ = Ratings(model.users.size(), model.items.size(), known);
  }

  [[nodiscard]] const RatingRows* known() const { return ratings_.count() == 0 ? nullptr : &ratings_.by_user(); }

  // For a user whom the model does not know.
  [[nodiscard]] bool holds(const std::string& user, Index item) const { return unknown_users_.contains({user, item}); }
  [[nodiscard]] Index most() const { return static_cast<Index>(unknown_users_.size()); }

 private:
  Ratings ratings_;
  std::set<std::pair<std::string, Index>> unknown_users_;
};

class Recommender {
 public:
  Recommender(const folder::MfModel& model, const Excluded& excluded, const std::optional<RatingRange>& range,
              Index top, int threads)
      : model_(model),
        excluded_(excluded),
        range_(range),
        top_(std::min(top, model.items.size())),
        engine_({.threads = threads}) {}

  // Users whom the model does not know share one ranking: `names` tells what each of them is not to get.
  void run(const std::vector<Index>& users, const std::vector<std::string>& names, TableOutput& out) {
    if (std::find(users.begin(), users.end(), -1) != users.end()) {
      const Index unknown = -1;
      const Index enough = std::min(top_ + excluded_.most(), model_.items.size());
      popular_ = mf::recommend(model_.factors, std::span(&unknown, 1), enough, nullptr, engine_).front();
    }
    out.write("user\trank\titem\tscore\n");
    for (std::size_t first = 0; first < users.size(); first += users_a_batch) {
      const auto batch = std::span(users).subspan(first, std::min(users_a_batch, users.size() - first));
      const auto rankings = mf::recommend(model_.factors, batch, top_, excluded_.known(), engine_);
      for (std::size_t k = 0; k < batch.size(); ++k) {
        if (batch[k] < 0) {
          write(names[first + k], left(names[first + k]), out);
        } else {
          write(model_.users.name(batch[k]), rankings[k], out);
        }
      }
    }
  }

 private:
  [[nodiscard]] Ranking left(const std::string& user) const {
    Ranking ranking;
    for (const auto& item : popular_) {
      if (static_cast<Index>(ranking.size()) == top_) break;
      if (!excluded_.holds(user, item.item)) ranking.push_back(item);
    }
    return ranking;
  }

  void write(std::string_view user, const Ranking& ranking, TableOutput& out) const {
    Index rank = 0;
    for (const auto& [item, score] : ranking) {
      out.write(fmt::format("{}\t{}\t{}\t{}\n", user, ++rank, model_.items.name(item),
                            exact(range_ ? range_->clip(score) : score)));
    }
  }

  const folder::MfModel& model_;
  const Excluded& excluded_;
  std::optional<RatingRange> range_;
  Index top_;
  Engine engine_;
  Ranking popular_;
};

}  // namespace

void add_options(CLI::App& app, RecommendOptions& o) {
  use_help(app, "strads recommend DIR [--top N] [--users FILE] [--exclude RATINGS] [options]");
  OptionTable table;
  Group(table, "Arguments").required("DIR", o.model, "", "What strads mf --out made");
  Group what(table, "Recommendation");
  what.whole("--top", o.top, 1, most_index, "N", "Items a user (default {})");
  what.text("--users", o.users, "FILE",
            "Users to recommend to, an id a line, alone or in the first of\n"
            "several columns; one whom the model does not know gets the\n"
            "items with the highest mean and bias\n"
            "(default: all users of the model)");
  what.text("--exclude", o.exclude, "RATINGS",
            "Recommend none of these pairs: those that were trained on,\n"
            "say, in any format that mf reads (default: exclude none)");
  add_columns(table, "Recommendation", o.columns);
  what.flag("--clip", o.clip, true, "Clip scores to the range of the model's ratings");
  Group execution(table, "Execution");
  execution.whole("--threads", o.threads, 0, most_threads, "N", threads_help);
  add_table_output(table, o.out, o.force, "user, rank,\nitem, score");
  table.add_to(app);
}

void run_recommend(const RecommendOptions& options) {
  require_one_input({options.users, options.exclude});
  const int threads = reading_threads(options.threads);
  const folder::FitFolder directory(options.model);
  const folder::MfModel model = folder::read_mf_model(directory, threads);
  const io::RatingsOptions how = reading(options.columns, threads, directory);
  const std::optional<RatingRange> range = clip_range(directory, options.clip);
  std::vector<std::string> names;
  std::vector<Index> users;
  if (options.users) {
    const io::UserList list = io::read_users(*options.users, model.users, how);
    warn_of_users(*options.users, list, model.users);
    names = list.ids;
    for (const auto& name : names) users.push_back(model.users.find(name));
  } else {
    for (Index user = 0; user < model.users.size(); ++user) users.push_back(user);
  }
  const Excluded excluded(options, model, how, directory, names);
  TableOutput out(options.out, options.force);
  Recommender(model, excluded, range, options.top, threads).run(users, names, out);
  out.finish();
}

}  // namespace strads::cli

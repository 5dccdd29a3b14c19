#include "generate/ratings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <string_view>

#include "folder/bias_lines.hpp"
#include "folder/names.hpp"
#include "generate/streams.hpp"
#include "io/output/npy.hpp"

namespace strads::generate {
namespace {

constexpr Index piece_users = 256;
constexpr double user_share = 0.15;
constexpr double item_share = 0.2;
constexpr double product_share = 0.3;
constexpr double noise_share = 0.35;

struct Row {
  double bias = 0;
  std::vector<float> factors;
};

Row draw_row(Random random, Index rank, double bias_deviation, double factor_deviation) {
  Row row{bias_deviation * random.normal(), {}};
  for (Index f = 0; f < rank; ++f) row.factors.push_back(static_cast<float>(factor_deviation * random.normal()));
  return row;
}

struct Lines {
  std::string train;
  std::string test;
};

class RatingModel {
 public:
  explicit RatingModel(const RatingSettings& s)
      : settings_(s),
        users_(std::max<Index>(1, std::llround(static_cast<double>(s.shape.users) * std::sqrt(s.scale)))),
        items_(std::max<Index>(1, std::llround(static_cast<double>(s.shape.items) * std::sqrt(s.scale)))),
        pattern_(users_, items_, std::llround(static_cast<double>(s.shape.ratings) * s.scale), s.shape.activity,
                 s.shape.popularity, s.seed) {
    for (Index i = 0; i < items_; ++i) item_rows_.push_back(item(i));
  }

  [[nodiscard]] Index users() const { return users_; }
  [[nodiscard]] Index items() const { return items_; }
  [[nodiscard]] Row user(Index u) const {
    return draw_row(stream(settings_.seed, Purpose::users, u), settings_.rank, part(user_share), 1.0);
  }
  [[nodiscard]] Row item(Index i) const {
    const double deviation = part(product_share) / std::sqrt(static_cast<double>(settings_.rank));
    return draw_row(stream(settings_.seed, Purpose::items, i), settings_.rank, part(item_share), deviation);
  }
  [[nodiscard]] Lines lines(Index first, Index end) const {
    Lines lines;
    for (Index u = first; u < end; ++u) {
      const Row row = user(u);
      Random random = stream(settings_.seed, Purpose::noise, u);
      for (const Index i : pattern_.items_of(u)) {
        const Index value = rating(row, item_rows_[static_cast<std::size_t>(i)], part(noise_share) * random.normal());
        std::string& to = random.uniform() < settings_.test ? lines.test : lines.train;
        fmt::format_to(std::back_inserter(to), "{}\t{}\t{}\n", u, i, value);
      }
    }
    return lines;
  }

 private:
  // The standard deviation of a part with this share of the variance.
  [[nodiscard]] double part(double share) const { return settings_.shape.deviation * std::sqrt(share); }
  [[nodiscard]] Index rating(const Row& user, const Row& item, double noise) const {
    double value = settings_.shape.mean + user.bias + item.bias + noise;
    for (std::size_t f = 0; f < user.factors.size(); ++f) value += double{user.factors[f]} * double{item.factors[f]};
    return std::llround(std::clamp(value, settings_.shape.lowest, settings_.shape.highest));
  }

  RatingSettings settings_;
  Index users_;
  Index items_;
  RatingPattern pattern_;
  std::vector<Row> item_rows_;
};

template <class RowOf>
void write_factors(io::OutputDirectory& out, const std::string& name, Index rows, Index rank, const RowOf& row_of) {
  out.write(name, [&](io::OutputFile& file) {
    io::write_npy_header(file, rows, rank);
    for (Index k = 0; k < rows; ++k) io::write_npy_floats(file, row_of(k).factors.data(), rank);
  });
}

void write_truth(const RatingModel& model, const RatingSettings& settings, io::OutputDirectory& out) {
  const auto user = [&](Index u) { return model.user(u); };
  const auto item = [&](Index i) { return model.item(i); };
  write_factors(out, folder::users_file, model.users(), settings.rank, user);
  write_factors(out, folder::items_file, model.items(), settings.rank, item);
  out.write(folder::biases_file, [&](io::OutputFile& file) {
    const auto write = [&](std::string_view kind, Index k, double bias) {
      file.write(fmt::format("{}\t{}\t{:.17g}\n", kind, k, bias));
    };
    file.write(fmt::format("{}\n{}\t\t{:.17g}\n", folder::bias_columns, folder::bias_of_all, settings.shape.mean));
    for (Index u = 0; u < model.users(); ++u) write(folder::bias_of_user, u, user(u).bias);
    for (Index i = 0; i < model.items(); ++i) write(folder::bias_of_item, i, item(i).bias);
  });
}

}  // namespace

void generate_ratings(const RatingSettings& settings, const Execution& execution, io::OutputDirectory& out) {
  const RatingModel model(settings);
  out.write("ratings.tsv", [&](io::OutputFile& train) {
    out.write("test.tsv", [&](io::OutputFile& test) {
      in_order((model.users() + piece_users - 1) / piece_users, execution,
               [&](Index k) { return model.lines(k * piece_users, std::min(model.users(), (k + 1) * piece_users)); },
               [&](Index /*k*/, const Lines& lines) {
                 train.write(lines.train);
                 test.write(lines.test);
               });
    });
  });
  write_truth(model, settings, out);
}

}  // namespace strads::generate

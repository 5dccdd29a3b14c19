#include "cli/mf/predict.hpp"

#include <fmt/format.h>

#include <vector>

#include "cli/fit/common_options.hpp"
#include "cli/mf/rating_range.hpp"
#include "cli/mf/unknown_ids.hpp"
#include "cli/terminal/table_output.hpp"
#include "cli/terminal/words.hpp"
#include "folder/mf_model.hpp"

namespace strads::cli {

void predict_mf(const folder::FitFolder& directory, const PredictOptions& options) {
  const int threads = reading_threads(options.threads);
  const folder::MfModel model = folder::read_mf_model(directory, threads);
  TableOutput out(options.out, options.force);
  const auto how = reading(options.columns, threads, directory);
  const std::optional<RatingRange> range = clip_range(directory, options.clip);
  const io::PairsFile file = io::read_pairs(options.data, model.users, model.items, how);
  warn(find_unknown(options.data, "pair", file, model.users, model.items));
  out.write("user\titem\tprediction\n");
  const std::vector<double> predictions = mf::predict(model.factors, file.pairs);
  for (std::size_t k = 0; k < predictions.size(); ++k) {
    out.write(fmt::format("{}\t{}\n", file.text[k], exact(range ? range->clip(predictions[k]) : predictions[k])));
  }
  out.finish();
}

}  // namespace strads::cli

// Predictions for pairs of users and items.
#include <string>

#include "strads/error.hpp"
#include "strads/mf.hpp"

namespace strads::mf {
namespace {

void check_known(Index position, Index rows, const char* side) {
  if (position < rows) return;
  throw Error(ErrorKind::mismatch, "the model has " + std::to_string(rows) + " " + side + "s, counted from 0, and no " +
                                       side + " " + std::to_string(position));
}

}  // namespace

std::vector<double> predict(const Factorization& model, std::span<const Rating> pairs) {
  std::vector<double> predictions;
  predictions.reserve(pairs.size());
  for (const Rating& pair : pairs) {
    check_known(pair.user, model.users.rows(), "user");
    check_known(pair.item, model.items.rows(), "item");
    predictions.push_back(model.predict(pair.user, pair.item));
  }
  return predictions;
}

}  // namespace strads::mf

// Whether a factorization is better than what knows less.
#pragma once

#include <optional>
#include <string>

#include "strads/mf.hpp"

namespace strads::cli {

// A sentence when the model predicts ratings that it was not fitted to (test, else validation) worse than mean and
// biases alone, or than the mean.
[[nodiscard]] std::optional<std::string> behind(const mf::Result& result);

// An error as it is printed: four digits behind the point, or four in all where these would not tell.
[[nodiscard]] std::string rmse_text(double rmse);

}  // namespace strads::cli

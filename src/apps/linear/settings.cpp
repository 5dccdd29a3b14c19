#include <cmath>

#include "strads/error.hpp"
#include "strads/linear.hpp"

namespace strads::linear {
namespace {

void require(bool holds, const std::string& sentence, ErrorKind kind = ErrorKind::usage) {
  if (!holds) throw Error(kind, sentence);
}

}  // namespace

void check(const Settings& settings, Index rows, Index columns) {
  strads::check(settings.scheduler);
  strads::check(settings.engine);
  require(settings.alpha >= 0 && settings.alpha <= 1, "`alpha` must be between 0 (ridge) and 1 (lasso)");
  require(!settings.lambda || (*settings.lambda > 0 && std::isfinite(*settings.lambda)),
          "`lambda` must be a number above 0; penalty factors of 0 leave columns unpenalized");
  require(!settings.lambda_ratio || (*settings.lambda_ratio > 0 && std::isfinite(*settings.lambda_ratio)),
          "`lambda_ratio` must be a number above 0; penalty factors of 0 leave columns unpenalized");
  for (const double lambda : settings.lambdas) {
    require(lambda >= 0 && std::isfinite(lambda), "`lambdas` must be numbers of at least 0");
  }
  require(settings.path >= 1, "`path` must be at least 1");
  require(!settings.min_ratio || (*settings.min_ratio > 0 && *settings.min_ratio <= 1),
          "`min_ratio` must be above 0 and at most 1");
  require(settings.tol > 0 && settings.tol < 1, "`tol` must be above 0 and below 1");
  require(settings.gram_cache_bytes > 0, "`gram_cache_bytes` must be above 0");
  require(rows > 0 && columns > 0, "the data must have at least one row and one column", ErrorKind::mismatch);
  const auto& factors = settings.penalty_factors;
  require(factors.empty() || static_cast<Index>(factors.size()) == columns,
          "the penalty factors are " + std::to_string(factors.size()) + ", the columns " + std::to_string(columns),
          ErrorKind::mismatch);
  for (const double factor : factors) {
    require(factor >= 0 && std::isfinite(factor), "penalty factors must be numbers of at least 0", ErrorKind::mismatch);
  }
}

void make_baseline(Settings& settings) {
  settings.update = Update::step;
  settings.score = Score::step;
  settings.screening = false;
  settings.safeguard = false;
  settings.scheduler.conflict = Conflict::drop;
}

}  // namespace strads::linear

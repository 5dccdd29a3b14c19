// The door for C: handles, and every exception turned into a status and a sentence.
#include "strads/strads.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "c/settings.hpp"
#include "strads/error.hpp"
#include "strads/lasso.hpp"

using strads::Dense;
using strads::Error;
using strads::ErrorKind;
using strads::Index;
using strads::Rating;

struct strads_path {
  Index columns;
  strads::linear::Result result;
};

struct strads_factors {
  strads::Ratings ratings;
  strads::mf::Result result;
  int threads;
};

namespace {

thread_local std::string last_error;

strads_status failed(strads_status status, const char* why) {
  try {
    last_error = why;
  } catch (...) {
    last_error.clear();
  }
  return status;
}

// No exception leaves the library by this door.
template <class Work>
strads_status guarded(const Work& work) noexcept {
  try {
    work();
    return STRADS_DONE;
  } catch (const Error& error) {
    switch (error.kind()) {
      case ErrorKind::usage:
        return failed(STRADS_USAGE, error.what());
      case ErrorKind::memory:
        return failed(STRADS_MEMORY, error.what());
      default:
        return failed(STRADS_MISMATCH, error.what());
    }
  } catch (const std::bad_alloc&) {
    return failed(STRADS_MEMORY, "there is not enough memory");
  } catch (const std::exception& error) {
    return failed(STRADS_FAILED, error.what());
  }
}

[[noreturn]] void mismatch(const std::string& why) { throw Error(ErrorKind::mismatch, why); }

std::span<const double> finite(const double* values, Index count, const char* what) {
  const std::span all(values, static_cast<std::size_t>(count));
  if (!std::all_of(all.begin(), all.end(), [](double value) { return std::isfinite(value); })) {
    mismatch(std::string(what) + " has a value that is not finite");
  }
  return all;
}

Dense<double> matrix(Index rows, Index columns, const double* x) {
  if (rows < 1 || columns < 1) mismatch("x must have a row and a column at least");
  finite(x, rows * columns, "x");
  return Dense<double>::view(rows, columns, x);
}

const strads::linear::Point& point_of(const strads_path& path, Index point) {
  const auto count = static_cast<Index>(path.result.points.size());
  if (point < 0 || point >= count) {
    mismatch("the path has " + std::to_string(count) + " points, counted from 0, and no point " +
             std::to_string(point));
  }
  return path.result.points[static_cast<std::size_t>(point)];
}

// Positions from `least`: 0, or -1 where unknown ones are allowed.
std::vector<Rating> pairs(Index count, const int32_t* user, const int32_t* item, const float* value, int least) {
  std::vector<Rating> result;
  result.reserve(static_cast<std::size_t>(count));
  for (Index k = 0; k < count; ++k) {
    if (user[k] < least || item[k] < least) mismatch("pair " + std::to_string(k) + " has a negative position");
    result.push_back({user[k], item[k], value == nullptr ? 0.0F : value[k]});
  }
  return result;
}

strads_settings* make_settings(bool of_lasso) {
  auto* settings = new (std::nothrow) strads_settings;
  if (settings != nullptr) settings->of_lasso = of_lasso;
  return settings;
}

}  // namespace

const char* strads_last_error() { return last_error.c_str(); }

strads_settings* strads_lasso_settings() { return make_settings(true); }
strads_settings* strads_mf_settings() { return make_settings(false); }
void strads_settings_free(strads_settings* settings) { delete settings; }
strads_status strads_set(strads_settings* settings, const char* name, double value) {
  return guarded([&] { strads::c::set(*settings, name, value); });
}
strads_status strads_set_array(strads_settings* settings, const char* name, int64_t count, const double* values) {
  return guarded([&] { strads::c::set(*settings, name, std::span(values, static_cast<std::size_t>(count))); });
}

strads_status strads_lasso_fit(int64_t rows, int64_t columns, const double* x, const double* y,
                               const strads_settings* settings, strads_path** path) {
  return guarded([&] {
    if (settings != nullptr && !settings->of_lasso) throw Error(ErrorKind::usage, "these settings are not the lasso's");
    const auto X = matrix(rows, columns, x);
    const strads::linear::Settings defaults;
    *path = new strads_path{
        columns, strads::linear::fit(X, finite(y, rows, "y"), settings == nullptr ? defaults : settings->lasso)};
  });
}
void strads_path_free(strads_path* path) { delete path; }
int64_t strads_path_points(const strads_path* path) { return static_cast<int64_t>(path->result.points.size()); }
int strads_path_converged(const strads_path* path) {
  return path->result.stop == strads::StopReason::converged ? 1 : 0;
}
void strads_path_describe(const strads_path* path, double* lambdas, double* gaps, int64_t* nonzero) {
  for (const auto& point : path->result.points) {
    if (lambdas != nullptr) *lambdas++ = point.lambda;
    if (gaps != nullptr) *gaps++ = point.duality_gap;
    if (nonzero != nullptr) *nonzero++ = point.nonzero;
  }
}
strads_status strads_path_coefficients(const strads_path* path, int64_t point, double* intercept,
                                       double* coefficients) {
  return guarded([&] {
    const auto& chosen = point_of(*path, point);
    *intercept = chosen.intercept;
    std::fill_n(coefficients, path->columns, 0.0);
    for (std::size_t k = 0; k < chosen.index.size(); ++k) coefficients[chosen.index[k]] = chosen.value[k];
  });
}
strads_status strads_path_predict(const strads_path* path, int64_t point, int64_t rows, int64_t columns,
                                  const double* x, double* predictions) {
  return guarded([&] {
    if (columns != path->columns) {
      mismatch("x has " + std::to_string(columns) + " columns, the path was fitted to " +
               std::to_string(path->columns));
    }
    const auto found = strads::linear::predict(point_of(*path, point), matrix(rows, columns, x));
    std::copy(found.begin(), found.end(), predictions);
  });
}

strads_status strads_mf_fit(int64_t users, int64_t items, int64_t count, const int32_t* user, const int32_t* item,
                            const float* value, const strads_settings* settings, strads_factors** factors) {
  return guarded([&] {
    if (settings != nullptr && settings->of_lasso) throw Error(ErrorKind::usage, "these settings are the lasso's");
    const auto rated = pairs(count, user, item, value, 0);
    for (const Rating& rating : rated) {
      if (rating.user >= users || rating.item >= items) mismatch("a rating's position is not below users and items");
      if (!std::isfinite(rating.value)) mismatch("a rating is not finite");
    }
    const strads::mf::Settings chosen = settings == nullptr ? strads::mf::Settings() : settings->mf;
    strads::Ratings ratings(users, items, rated);
    auto result = strads::mf::fit(ratings, chosen);
    *factors = new strads_factors{std::move(ratings), std::move(result), chosen.engine.threads};
  });
}
void strads_factors_free(strads_factors* factors) { delete factors; }
int strads_factors_converged(const strads_factors* factors) {
  return factors->result.stop == strads::StopReason::converged ? 1 : 0;
}
strads_status strads_factors_predict(const strads_factors* factors, int64_t count, const int32_t* user,
                                     const int32_t* item, double* predictions) {
  return guarded([&] {
    const auto found = strads::mf::predict(factors->result.model, pairs(count, user, item, nullptr, -1));
    std::copy(found.begin(), found.end(), predictions);
  });
}
strads_status strads_factors_recommend(const strads_factors* factors, int64_t user, int64_t most, int64_t* items,
                                       double* scores, int64_t* found) {
  return guarded([&] {
    if (user < -1 || user >= factors->ratings.users()) mismatch("there is no user " + std::to_string(user));
    strads::EngineSettings settings;
    settings.threads = factors->threads;
    strads::Engine engine(settings);
    const std::vector<Index> asked{user};
    const auto best =
        strads::mf::recommend(factors->result.model, asked, most, &factors->ratings.by_user(), engine).front();
    *found = static_cast<int64_t>(best.size());
    for (const auto& [item, score] : best) *items++ = item, *scores++ = score;
  });
}

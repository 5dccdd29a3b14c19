#include "c/settings.hpp"

#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <type_traits>

#include "strads/error.hpp"

namespace strads::c {
namespace {

template <class Settings>
using Setters = std::map<std::string, std::function<void(Settings&, double)>>;

template <class Number>
Number number(double value) {
  if constexpr (std::is_same_v<Number, bool>) {
    if (value != 0 && value != 1) throw Error(ErrorKind::usage, "must be 0 or 1");
  } else if constexpr (std::is_integral_v<Number>) {
    const bool whole = value == std::floor(value) && std::abs(value) <= 0x1p53;
    if (!whole || (std::is_unsigned_v<Number> && value < 0)) throw Error(ErrorKind::usage, "must be a whole number");
    if (static_cast<double>(static_cast<Number>(static_cast<Index>(value))) != value) {
      throw Error(ErrorKind::usage, "must be less");
    }
    return static_cast<Number>(static_cast<Index>(value));
  }
  return static_cast<Number>(value);
}

template <class Settings, class Number>
auto to(Number Settings::*member) {
  return [member](Settings& settings, double value) { settings.*member = number<Number>(value); };
}
template <class Settings, class Number>
auto to(std::optional<Number> Settings::*member) {
  return [member](Settings& settings, double value) { settings.*member = number<Number>(value); };
}
template <class Settings, class Part, class Number>
auto to(Part Settings::*part, Number Part::*member) {
  return [part, member](Settings& settings, double value) { settings.*part.*member = number<Number>(value); };
}

// Those that both models have beside their own.
template <class Settings>
Setters<Settings> with_common(Setters<Settings> own) {
  own["threads"] = to(&Settings::engine, &EngineSettings::threads);
  own["max_rounds"] = to(&Settings::engine, &EngineSettings::max_rounds);
  own["time_limit"] = to(&Settings::engine, &EngineSettings::time_limit);
  own["seed"] = to(&Settings::scheduler, &SchedulerSettings::seed);
  own["workers"] = to(&Settings::scheduler, &SchedulerSettings::workers);
  return own;
}

const Setters<linear::Settings>& lasso_setters() {
  using S = linear::Settings;
  static const auto setters = with_common<S>({
      {"alpha", to(&S::alpha)},
      {"intercept", to(&S::intercept)},
      {"standardize", to(&S::standardize)},
      {"non_negative", to(&S::non_negative)},
      {"scale_response", to(&S::scale_response)},
      {"lambda", to(&S::lambda)},
      {"lambda_ratio", to(&S::lambda_ratio)},
      {"path", to(&S::path)},
      {"whole_path", to(&S::whole_path)},
      {"min_ratio", to(&S::min_ratio)},
      {"tol", to(&S::tol)},
      {"screening", to(&S::screening)},
  });
  return setters;
}

const Setters<mf::Settings>& mf_setters() {
  using S = mf::Settings;
  static const auto setters = with_common<S>({
      {"rank", to(&S::rank)},
      {"reg", to(&S::reg)},
      {"reg_exponent", to(&S::reg_exponent)},
      {"bias", to(&S::bias)},
      {"non_negative", to(&S::non_negative)},
      {"tol", to(&S::tol)},
      {"max_sweeps", to(&S::max_sweeps)},
  });
  return setters;
}

template <class Settings>
void set_in(const Setters<Settings>& setters, Settings& settings, const std::string& name, double value) {
  const auto setter = setters.find(name);
  if (setter == setters.end()) throw Error(ErrorKind::usage, "there is no setting " + name);
  try {
    setter->second(settings, value);
  } catch (const Error& error) {
    throw Error(error.kind(), name + " " + error.what());
  }
}

}  // namespace

void require_lasso(const strads_settings& settings) {
  if (!settings.of_lasso) throw Error(ErrorKind::usage, "these settings are not the lasso's");
}
void require_mf(const strads_settings& settings) {
  if (settings.of_lasso) throw Error(ErrorKind::usage, "these settings are the lasso's");
}

void set(strads_settings& settings, const std::string& name, double value) {
  if (std::isnan(value)) throw Error(ErrorKind::usage, name + " must be a number");
  if (settings.of_lasso) return set_in(lasso_setters(), settings.lasso, name, value);
  set_in(mf_setters(), settings.mf, name, value);
}

void set(strads_settings& settings, const std::string& name, std::span<const double> values) {
  const bool known = settings.of_lasso && (name == "penalty_factors" || name == "lambdas");
  if (!known) throw Error(ErrorKind::usage, "there is no setting " + name + " that is an array");
  auto& array = name == "lambdas" ? settings.lasso.lambdas : settings.lasso.penalty_factors;
  array.assign(values.begin(), values.end());
}

}  // namespace strads::c

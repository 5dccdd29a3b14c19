#include "cli/fit/emulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <set>
#include <span>
#include <string_view>

#include "cli/fit/json.hpp"
#include "cli/terminal/arguments.hpp"

namespace strads::cli {
namespace {

using Speed = ClusterSettings::Speed;

// A unit is worth times / per of the SI unit: one of them is 1 and both are exact, so that 20us is the double next to
// 20e-6.
struct Unit {
  std::string_view name;
  double times = 1;
  double per = 1;

  [[nodiscard]] double value(double number) const { return number * times / per; }
};
using Units = std::array<Unit, 4>;  // ascending

constexpr Units times = {{{"ns", 1, 1e9}, {"us", 1, 1e6}, {"ms", 1, 1e3}, {"s"}}};
constexpr Units rates = {{{"B/s"}, {"KB/s", 1e3}, {"MB/s", 1e6}, {"GB/s", 1e9}}};

double parse_quantity(const std::string& option, const std::string& text, const Units& units, const char* expected,
                      bool above_zero) {
  const std::size_t letters = text.find_first_not_of("0123456789.e-+");
  for (const Unit& unit : units) {
    if (letters == std::string::npos || text.substr(letters) != unit.name) continue;
    std::size_t end = 0;
    double number = -1;
    try {
      number = std::stod(text.substr(0, letters), &end);
    } catch (const std::exception&) {
      break;
    }
    const double value = unit.value(number);
    if (end != letters || !std::isfinite(value) || !(above_zero ? value > 0 : value >= 0)) break;
    return value;
  }
  refuse(option, expected, text);
}

double parse_time(const std::string& option, const std::string& text) {
  return parse_quantity(option, text, times, "a time such as 50us (ns, us, ms or s)", false);
}

void parse_speed(const std::string& option, const std::string& text, ClusterSettings& cluster) {
  const auto value = [&](const std::string& number, Bounds bounds) { return parse_number(option, number, bounds); };
  const std::size_t colon = text.find(':');
  const std::string kind = text.substr(0, colon);
  const std::string rest = colon == std::string::npos ? "" : text.substr(colon + 1);
  const std::size_t cross = rest.find('x');
  if (kind == "equal" && colon == std::string::npos) {
    cluster.speed = Speed::equal;
  } else if (kind == "spread") {
    cluster.speed = Speed::spread;
    cluster.amount = value(rest, {.low = 0, .high = 0.99});
  } else if (kind == "stragglers" && cross != std::string::npos) {
    cluster.speed = Speed::stragglers;
    cluster.share = value(rest.substr(0, cross), {.low = 0, .high = 1});
    cluster.amount = value(rest.substr(cross + 1), {.low = 0, .above = true});
  } else {
    refuse(option, "equal, spread:S or stragglers:SHARExSPEED", text);
  }
}

// The largest unit of which there is at least one.
std::string quantity_text(double value, const Units& units) {
  auto unit = units.begin();
  while (unit + 1 != units.end() && value >= (unit + 1)->value(1 - 1e-12)) ++unit;
  return fmt::format("{:.15g}{}", value * unit->per / unit->times, unit->name);
}

std::string speed_text(const ClusterSettings& cluster) {
  switch (cluster.speed) {
    case Speed::spread:
      return fmt::format("spread:{}", cluster.amount);
    case Speed::stragglers:
      return fmt::format("stragglers:{}x{}", cluster.share, cluster.amount);
    case Speed::equal:
      break;
  }
  return "equal";
}

// An assumption about the cluster: a key of --emulate, and a field of the summary.
struct Key {
  std::string_view name;
  void (*take)(const std::string& option, const std::string& text, Emulation& emulation);
  std::string (*text)(const ClusterSettings& cluster);
  Json (*json)(const ClusterSettings& cluster);
};

template <double ClusterSettings::*seconds>
constexpr Key time_key(std::string_view name) {
  return {name, [](const auto& option, const auto& text, auto& to) { to.cluster.*seconds = parse_time(option, text); },
          [](const auto& cluster) { return quantity_text(cluster.*seconds, times); },
          [](const auto& cluster) { return Json(cluster.*seconds); }};
}

template <std::optional<Index> Emulation::*given, auto ClusterSettings::*number>
constexpr Key number_key(std::string_view name) {
  return {
      name,
      [](const auto& option, const auto& text, auto& to) { to.*given = parse_whole(option, text, 1, most_machines); },
      [](const auto& cluster) { return fmt::format("{}", cluster.*number); },
      [](const auto& cluster) { return Json(cluster.*number); }};
}

constexpr std::array<Key, 11> keys = {
    {number_key<&Emulation::workers, &ClusterSettings::workers>("workers"),
     number_key<&Emulation::schedulers, &ClusterSettings::schedulers>("schedulers"),
     {"speed", [](const auto& option, const auto& text, auto& to) { parse_speed(option, text, to.cluster); },
      speed_text, [](const auto& cluster) { return Json(speed_text(cluster)); }},
     {"seed", nullptr, nullptr, [](const auto& cluster) { return Json(cluster.seed); }},  // the fit's: told, not given
     time_key<&ClusterSettings::latency>("latency"),
     {"bandwidth",
      [](const auto& option, const auto& text, auto& to) {
        to.cluster.bandwidth =
            parse_quantity(option, text, rates, "a rate such as 1GB/s (B/s, KB/s, MB/s or GB/s)", true);
      },
      [](const auto& cluster) { return quantity_text(cluster.bandwidth, rates); },
      [](const auto& cluster) { return Json(cluster.bandwidth); }},
     time_key<&ClusterSettings::entry_seconds>("entry"),
     time_key<&ClusterSettings::update_seconds>("update"),
     time_key<&ClusterSettings::sample_seconds>("sample"),
     time_key<&ClusterSettings::check_seconds>("check"),
     time_key<&ClusterSettings::round_seconds>("round")}};
constexpr auto costs = std::span(keys).last<5>();

std::string text_of(std::span<const Key> some, const ClusterSettings& cluster) {
  std::string text;
  for (const Key& key : some) {
    if (key.text != nullptr) text += fmt::format("{}{}={}", text.empty() ? "" : ",", key.name, key.text(cluster));
  }
  return text;
}

void parse_value(const std::string& name, const std::string& text, Emulation& emulation) {
  std::string known;
  for (const Key& key : keys) {
    if (key.take == nullptr) continue;
    if (key.name == name) return key.take(fmt::format("--emulate {}", name), text, emulation);
    known += fmt::format("{}{}", known.empty() ? "" : ", ", key.name);
  }
  refuse("--emulate", "a key of " + known, name);
}

}  // namespace

Emulation parse_emulation(const std::string& text) {
  Emulation emulation;
  std::set<std::string> given;
  for (std::size_t first = 0; first <= text.size();) {
    const std::size_t comma = std::min(text.find(',', first), text.size());
    const std::string part = text.substr(first, comma - first);
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) refuse("--emulate", "KEY=VALUE,KEY=VALUE,...", part);
    const std::string key = part.substr(0, equals);
    parse_value(key, part.substr(equals + 1), emulation);
    if (!given.insert(key).second) refuse("--emulate", "each key once", part);
    first = comma + 1;
  }
  return emulation;
}

std::string costs_text(const ClusterSettings& cluster) { return text_of(costs, cluster); }

std::string emulation_text(const ClusterSettings& cluster) { return text_of(keys, cluster); }

Json emulation_json(const ClusterSettings& cluster, const Activity& activity) {
  Json out = {{"seconds", activity.emulated_seconds},
              {"compute", activity.emulated.compute},
              {"wait", activity.emulated.wait},
              {"schedule", activity.emulated.schedule},
              {"network", activity.emulated.network}};
  for (const Key& key : keys) out[std::string(key.name)] = key.json(cluster);
  return out;
}

}  // namespace strads::cli

#include "cli/fit/emulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <set>
#include <string_view>
#include <utility>

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

constexpr std::array<std::pair<std::string_view, double ClusterSettings::*>, 5> costs = {
    {{"entry", &ClusterSettings::entry_seconds},
     {"update", &ClusterSettings::update_seconds},
     {"sample", &ClusterSettings::sample_seconds},
     {"check", &ClusterSettings::check_seconds},
     {"round", &ClusterSettings::round_seconds}}};

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

void parse_value(const std::string& key, const std::string& value, Emulation& emulation) {
  const std::string option = "--emulate " + key;
  if (key == "workers") {
    emulation.workers = parse_whole(option, value, 1, most_machines);
  } else if (key == "schedulers") {
    emulation.schedulers = parse_whole(option, value, 1, most_machines);
  } else if (key == "bandwidth") {
    emulation.cluster.bandwidth =
        parse_quantity(option, value, rates, "a rate such as 1GB/s (B/s, KB/s, MB/s or GB/s)", true);
  } else if (key == "latency") {
    emulation.cluster.latency = parse_time(option, value);
  } else if (key == "speed") {
    parse_speed(option, value, emulation.cluster);
  } else {
    for (const auto& [name, seconds] : costs) {
      if (name != key) continue;
      emulation.cluster.*seconds = parse_time(option, value);
      return;
    }
    refuse("--emulate",
           "a key of workers, schedulers, latency, bandwidth, speed, entry, update, sample, check and round", key);
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

std::string costs_text(const ClusterSettings& cluster) {
  std::string text;
  for (const auto& [name, seconds] : costs) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", name, quantity_text(cluster.*seconds, times));
  }
  return text;
}

std::string emulation_text(const ClusterSettings& cluster) {
  return fmt::format("workers={},schedulers={},speed={},latency={},bandwidth={},{}", cluster.workers,
                     cluster.schedulers, speed_text(cluster), quantity_text(cluster.latency, times),
                     quantity_text(cluster.bandwidth, rates), costs_text(cluster));
}

Json emulation_json(const ClusterSettings& cluster, const Activity& activity) {
  Json out = {{"seconds", activity.emulated_seconds},
              {"compute", activity.emulated.compute},
              {"wait", activity.emulated.wait},
              {"schedule", activity.emulated.schedule},
              {"network", activity.emulated.network},
              {"workers", cluster.workers},
              {"schedulers", cluster.schedulers},
              {"speed", speed_text(cluster)},
              {"seed", cluster.seed},
              {"latency", cluster.latency},
              {"bandwidth", cluster.bandwidth}};
  for (const auto& [name, seconds] : costs) out[std::string(name)] = cluster.*seconds;
  return out;
}

}  // namespace strads::cli

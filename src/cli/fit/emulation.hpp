// `--emulate workers=240,schedulers=8,latency=50us,...`: the cluster of the virtual clock, as text and as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "strads/cluster.hpp"
#include "strads/engine.hpp"

namespace strads::cli {

constexpr Index most_machines = 1'000'000;  // of a kind

// As given. Workers and schedulers that were not given follow from --workers and --shards.
struct Emulation {
  ClusterSettings cluster;
  std::optional<Index> workers;
  std::optional<Index> schedulers;
};

// Keys with their values, separated by commas, each at most once. Complains as arguments.hpp does.
[[nodiscard]] Emulation parse_emulation(const std::string& text);

// Every assumption, in the form that --emulate reads: the same settings come back.
[[nodiscard]] std::string emulation_text(const ClusterSettings& cluster);
// The part of it that `strads calibrate` measures.
[[nodiscard]] std::string costs_text(const ClusterSettings& cluster);

// Virtual seconds, where they went, and every assumption in SI units.
[[nodiscard]] nlohmann::ordered_json emulation_json(const ClusterSettings& cluster, const Activity& activity);

}  // namespace strads::cli

// Fits that begin as if factors met the ratings closely.
//
// Of a learned prior, 0 is a minimum of the free energy for each factor, whatever the others do: a factor that errors
// hide at first is switched off and never comes back, although there is room for it once the others are found. Where
// errors are in truth small, such a fit ends far from what the ratings tell. While the noise is held down, no factor
// is lost; those too many are switched off when it is learned afterwards.
#pragma once

#include <optional>

#include "strads/engine.hpp"
#include "strads/mf.hpp"

namespace strads::mf {

// Whether there may be a fit that is much closer than `found`, and time to look for it: where ratings are few, or where
// half of the variance that mean and biases leave, `noise_of_biases`, is explained already.
[[nodiscard]] bool may_be_close(const Ratings& train, const Settings& settings, const Result& found,
                                double noise_of_biases);

// The best of three fits of different ranks, if it is far better than `found`, which the observer is then told of.
// Two to three times the work of a fit at the rank of `settings`.
[[nodiscard]] std::optional<Result> closer_fit(const Ratings& train, std::span<const Rating> validation,
                                               std::span<const Rating> test, const Settings& settings,
                                               const Result& found, Engine& engine, Observer& observer);

}  // namespace strads::mf

// How many factors the ratings bear, up to the rank: what pilot fits to nine tenths of them say of the last tenth.
//
// With about as many factors as a row has ratings the free energy has poor minima: every factor carries a little, all
// of it uncertain, the noise takes up the rest, and nothing is learned. Nor does its value tell which rank predicts
// best: mean-field posteriors make weak factors look dearer than they are. Ratings left out do.
#pragma once

#include "strads/mf.hpp"

namespace strads::mf {

// Ratings to each number of a factor, where a side's rows count by how the ratings are spread: as many equal rows as
// have the same mean number of ratings to a rating's row.
[[nodiscard]] double ratings_to_a_number(const Ratings& train);

struct BearableRank {
  Index rank = 0;
  bool piloted = false;  // pilot fits predict better with these factors than mean and biases do
};

// Where ratings are so many that factors up to the rank are well determined: the rank, without any pilot fit. Else at
// most that; 0: mean and biases predict best. Fits of ranks a factor of two apart, with `settings` in all else: about
// two to three times the work of the fit at the rank found.
[[nodiscard]] BearableRank bearable_rank(const Ratings& train, const Settings& settings);

// After how many sweeps, at most the settings' own, a fit predicts best, where a tolerance below the default lets it go
// on: as it converges, weak factors are switched off that predict well. One pilot fit more.
[[nodiscard]] Index bearable_sweeps(const Ratings& train, const Settings& settings);

// Whether fits that begin close (descent.hpp) predict better than those that do not, each with its own settings.
[[nodiscard]] bool predicts_better(const Ratings& train, const Settings& close, const Settings& wide);

// Which of `choices`, alike in rank and biases and in order, predicts best, on the way from `start` as long as it goes
// down; -1: mean and biases, if there are any, do. Where ratings are many and factors well determined, `start`, without
// any pilot fit.
[[nodiscard]] Index best_choice(const Ratings& train, std::span<const Settings> choices, Index start);

}  // namespace strads::mf

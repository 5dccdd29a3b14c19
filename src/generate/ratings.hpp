// Ratings shaped as a published set: ratings.tsv and test.tsv (user, item, rating), and the truth as users.npy,
// items.npy and biases.tsv, which have the shapes that `strads mf` writes.
#pragma once

#include <cstdint>

#include "generate/in_order.hpp"
#include "generate/power_law.hpp"
#include "io/output/directory.hpp"

namespace strads::generate {

// Sizes, marginals and values of a set of ratings.
struct RatingShape {
  Index users;
  Index items;
  Index ratings;
  PowerLaw activity;    // of users
  PowerLaw popularity;  // of items
  double lowest;        // ratings are whole numbers
  double highest;
  double mean;
  double deviation;
};

// Exponents and shifts give the largest row over the mean row, and the share p of rows that has the share 1 - p of the
// ratings, which KONECT (konect.cc, netflix and yahoo-song) tells of the sets: Netflix users 84.4 and 0.267, movies
// 41.2 and 0.148; Yahoo users 1,197 and 0.192, items 1,140 and 0.164.
inline constexpr RatingShape netflix = {480'189, 17'770, 100'480'507, {0.87, 0.00108}, {1.79, 0.0201}, 1,
                                        5,       3.6,    1.085};
// Yahoo! Music, KDD Cup 2011, track 1 (Dror et al. 2012): ratings for training.
inline constexpr RatingShape yahoo = {1'000'990, 624'961, 252'800'275, {0.97, 7.6e-5}, {1.05, 1.21e-4}, 0, 100, 50, 35};

struct RatingSettings {
  RatingShape shape = netflix;
  double scale = 0.01;  // ratings over the set's; each side is scaled by its square root: the density stays
  Index rank = 16;      // of the truth
  double test = 0.1;    // share of the ratings that goes to test.tsv
  std::uint64_t seed = 1;
};

// A rating is mean + user's bias + item's bias + product of factors + noise, with 0.15, 0.2, 0.3 and 0.35 of the
// variance, rounded and held between lowest and highest. Who rates what: power_law.hpp. Memory: the users' degrees, the
// items' factors. Cost: O(ratings * rank).
void generate_ratings(const RatingSettings& settings, const Execution& execution, io::OutputDirectory& out);

}  // namespace strads::generate

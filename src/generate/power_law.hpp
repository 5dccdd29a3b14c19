// Who rates what: users and items of power-law activity and popularity, independently of each other.
//
// The share of the total that goes to the one at rank r of n is proportional to (x + shift)^-exponent, x = (r + 0.5)/n
// (Zipf and Mandelbrot): the shape does not depend on n. Ranks are random permutations of ids. User u rates item i with
// the chance min(1, a_u b_i), independently (Chung and Lu 2002), b the items' weights and a_u such that the user is
// expected to have the activity's number of ratings.
#pragma once

#include <cstdint>
#include <vector>

#include "strads/index.hpp"

namespace strads::generate {

struct PowerLaw {
  double exponent = 1;
  double shift = 0.001;
};

class RatingPattern {
 public:
  // Expects about `ratings` of them in all: fewer where a user would have more than all items.
  RatingPattern(Index users, Index items, Index ratings, const PowerLaw& activity, const PowerLaw& popularity,
                std::uint64_t seed);

  [[nodiscard]] Index users() const { return static_cast<Index>(expected_.size()); }
  [[nodiscard]] double expected(Index user) const { return expected_[static_cast<std::size_t>(user)]; }
  [[nodiscard]] double chance(Index user, Index item) const;
  // The user's items, in random order but for the most popular coming first; a function of user and seed. O(their
  // number) by skipping over those that are not chosen (Miller and Hagberg 2011).
  [[nodiscard]] std::vector<Index> items_of(Index user) const;

 private:
  [[nodiscard]] double scale(Index user) const;

  std::uint64_t seed_;
  std::vector<double> expected_;  // ratings of each user
  std::vector<Index> order_;      // items by falling weight
  std::vector<double> weights_;   // in that order
  std::vector<double> rest_;      // sum of the weights from there on
};

}  // namespace strads::generate

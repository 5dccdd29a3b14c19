// Ids that a model does not know, and why that may be.
#pragma once

#include <string>

#include "io/ratings/ratings.hpp"

namespace strads::io {

// How many pairs have one.
struct UnknownIds {
  Index pairs = 0;  // of so many
  Index users = 0;
  Index items = 0;

  [[nodiscard]] bool all_users() const { return pairs > 0 && users == pairs; }
  [[nodiscard]] bool all_items() const { return pairs > 0 && items == pairs; }
};
[[nodiscard]] UnknownIds count_unknown(const BigVector<Rating>& pairs);

struct Cause {
  std::string text;   // empty when none was found
  bool sure = false;  // the file's ids mean others than they say
};

// Tries other spellings of ids of a side that the model does not know at all: by which most of them would be known.
// O(all ids).
[[nodiscard]] Cause misspelled(const Ids& unknown, const Ids& known);

// Whether what stands for users are items of the model, and the other way round.
[[nodiscard]] Cause exchanged(const PairsFile& file, const Ids& users, const Ids& items);

// Whether all unknown ids are one less, or one more, than ids of the model: where a whole side is unknown, or number 0
// of both. Sure when both sides have some.
[[nodiscard]] Cause miscounted(const PairsFile& file, const Ids& users, const Ids& items);

}  // namespace strads::io

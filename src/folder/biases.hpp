// biases.tsv: the mean of the ratings, then what is added to it for each user and each item.
#pragma once

#include <string>

#include "io/output/directory.hpp"
#include "io/ratings/ratings.hpp"
#include "strads/mf.hpp"

namespace strads::folder {

void write_biases(const mf::Factorization& model, const io::Ids& users, const io::Ids& items,
                  io::OutputDirectory& directory);

// Into a model whose factors have their rows. Throws Error: file, malformed; mismatch when a line's id is none of
// these, or the file has more or fewer lines than there are ids.
void read_biases(const std::string& path, const io::Ids& users, const io::Ids& items, mf::Factorization& model);

}  // namespace strads::folder

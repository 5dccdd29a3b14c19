// The model of a matrix factorization: users.npy, items.npy, user_ids.tsv, item_ids.tsv and biases.tsv.
#pragma once

#include "folder/fit_folder.hpp"
#include "io/output/directory.hpp"
#include "io/ratings/ratings.hpp"
#include "strads/mf.hpp"

namespace strads::folder {

struct MfModel {
  mf::Factorization factors;
  io::Ids users;
  io::Ids items;
};

// biases.tsv only if the model has biases.
void write_mf_model(const mf::Factorization& model, const io::Ids& users, const io::Ids& items,
                    io::OutputDirectory& directory);

// On so many threads. Throws Error: file when a file cannot be read; malformed when its content is not what `strads mf`
// writes; mismatch when the files disagree in their numbers of users, items or factors, and when another command made
// the folder.
[[nodiscard]] MfModel read_mf_model(const FitFolder& folder, int threads);

}  // namespace strads::folder

// A matrix factorization, read back from its output directory.
#pragma once

#include "cli/fit/model_directory.hpp"
#include "io/ratings/ratings.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

struct MfModel {
  mf::Factorization factors;
  io::Ids users;
  io::Ids items;
};

// Reads users.npy, items.npy, the ids and biases.tsv, if the model has biases. Throws Error: file when one cannot be
// read; malformed when its content is not what `strads mf` writes; mismatch when the files disagree in their numbers of
// users, items or factors, and when another command made the folder.
[[nodiscard]] MfModel read_mf_model(const ModelDirectory& directory, int threads);

}  // namespace strads::cli

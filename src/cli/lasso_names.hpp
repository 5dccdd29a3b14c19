// The words of the command line for the Lasso's choices.
#pragma once

#include "apps/lasso/lasso.hpp"
#include "cli/common_names.hpp"

namespace strads::cli {

inline const Choices<Conflict> conflicts = {{"group", Conflict::group}, {"drop", Conflict::drop}};
inline const Choices<lasso::Update> updates = {{"exact", lasso::Update::exact}, {"step", lasso::Update::step}};
inline const Choices<lasso::Score> scores = {{"exact", lasso::Score::exact}, {"step", lasso::Score::step}};
inline const Choices<CommitKind> commits = {
    {"slices", CommitKind::slices}, {"fixed", CommitKind::fixed}, {"racy", CommitKind::racy}};
inline const Choices<bool> on_off = {{"on", true}, {"off", false}};

}  // namespace strads::cli

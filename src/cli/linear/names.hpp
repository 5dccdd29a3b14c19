// The words of the command line for the Lasso's choices.
#pragma once

#include "cli/fit/common_names.hpp"
#include "strads/linear.hpp"

namespace strads::cli {

inline const Choices<Conflict> conflicts = {{"group", Conflict::group}, {"drop", Conflict::drop}};
inline const Choices<linear::Update> updates = {{"exact", linear::Update::exact}, {"step", linear::Update::step}};
inline const Choices<linear::Score> scores = {{"exact", linear::Score::exact}, {"step", linear::Score::step}};
inline const Choices<CommitKind> commits = {
    {"slices", CommitKind::slices}, {"fixed", CommitKind::fixed}, {"racy", CommitKind::racy}};
inline const Choices<bool> on_off = {{"on", true}, {"off", false}};

}  // namespace strads::cli

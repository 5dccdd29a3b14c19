// The words of the command line for the Lasso's choices.
#pragma once

#include "cli/terminal/arguments.hpp"
#include "strads/linear.hpp"

namespace strads::cli {

inline const Choices<linear::Schedule> schedules = {{"dynamic", linear::Schedule::dynamic},
                                                    {"published", linear::Schedule::published},
                                                    {"static", linear::Schedule::static_blocks},
                                                    {"random", linear::Schedule::random},
                                                    {"cyclic", linear::Schedule::cyclic}};
inline const Choices<Conflict> conflicts = {{"group", Conflict::group}, {"drop", Conflict::drop}};
inline const Choices<linear::Update> updates = {{"exact", linear::Update::exact}, {"step", linear::Update::step}};
inline const Choices<linear::Score> scores = {{"exact", linear::Score::exact}, {"step", linear::Score::step}};
inline const Choices<CommitKind> commits = {
    {"slices", CommitKind::slices}, {"fixed", CommitKind::fixed}, {"racy", CommitKind::racy}};
inline const Choices<bool> on_off = {{"on", true}, {"off", false}};

}  // namespace strads::cli

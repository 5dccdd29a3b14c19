// The words of the command line for the choices that every model shares.
#pragma once

#include "cli/terminal/arguments.hpp"
#include "strads/engine_settings.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads::cli {

inline const Choices<Policy> policies = {{"dynamic", Policy::dynamic},
                                         {"static", Policy::static_blocks},
                                         {"random", Policy::random},
                                         {"cyclic", Policy::cyclic}};
inline const Choices<ExecutorKind> executors = {
    {"serial", ExecutorKind::serial}, {"flow", ExecutorKind::flow}, {"threads", ExecutorKind::threads}};

}  // namespace strads::cli

// The words of the command line for the choices that every model shares.
#pragma once

#include "cli/terminal/arguments.hpp"
#include "strads/engine_settings.hpp"

namespace strads::cli {

inline const Choices<ExecutorKind> executors = {
    {"serial", ExecutorKind::serial}, {"flow", ExecutorKind::flow}, {"threads", ExecutorKind::threads}};

}  // namespace strads::cli

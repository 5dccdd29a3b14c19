// The executors, one file each.
#pragma once

#include <memory>

#include "strads/engine.hpp"

namespace strads {

std::unique_ptr<Executor> make_serial();
std::unique_ptr<Executor> make_flow(int threads);
std::unique_ptr<Executor> make_threads(int threads);

}  // namespace strads

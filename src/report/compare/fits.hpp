// What reports are made of: fits as their folders tell of them.
#pragma once

#include "folder/run.hpp"

namespace strads::report {

using folder::chosen_points;
using folder::Json;
using folder::marks_of;
using folder::Run;
using folder::Table;

}  // namespace strads::report

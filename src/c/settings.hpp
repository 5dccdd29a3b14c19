// Settings of the C interface: those of one model, each with the name that it is set by.
#pragma once

#include <span>
#include <string>

#include "strads/linear.hpp"
#include "strads/mf.hpp"

struct strads_settings {
  bool of_lasso = true;
  strads::linear::Settings lasso;
  strads::mf::Settings mf;
};

namespace strads::c {

// Throw Error (usage): no such setting, or a number that it does not take.
void set(strads_settings& settings, const std::string& name, double value);
void set(strads_settings& settings, const std::string& name, std::span<const double> values);

}  // namespace strads::c

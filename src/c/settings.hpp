// Settings of the C interface: those of one model, each with the name that it is set by, and who may stop its fits.
//
// The command line's tables do not derive from the one of names here, nor it from them: an option binds the member of
// Settings itself, which a compiler checks, where a shared table would put a name that is looked up when it runs.
#pragma once

#include <atomic>
#include <span>
#include <string>

#include "strads/linear.hpp"
#include "strads/mf.hpp"
#include "strads/strads.h"

struct strads_settings {
  bool of_lasso = true;
  strads::linear::Settings lasso;
  strads::mf::Settings mf;

  // Written by strads_interrupt in this order, and read by a fit that begins in the other one, so that none is missed.
  std::atomic<bool> asked_to_stop{false};
  mutable std::atomic<bool> stop{false};  // what engines look at; an observer writes it too, for one fit
  static_assert(std::atomic<bool>::is_always_lock_free);

  strads_lasso_observer lasso_observer = nullptr;
  strads_mf_observer mf_observer = nullptr;
  void* context = nullptr;  // the observer's
};

namespace strads::c {

// Throw Error (usage) unless the settings are of this model.
void require_lasso(const strads_settings& settings);
void require_mf(const strads_settings& settings);

// Throw Error (usage): no such setting, or a number that it does not take.
void set(strads_settings& settings, const std::string& name, double value);
void set(strads_settings& settings, const std::string& name, std::span<const double> values);

}  // namespace strads::c

// A fit's observers for C, and its interrupt.
#pragma once

#include "c/settings.hpp"
#include "strads/linear.hpp"
#include "strads/mf.hpp"

namespace strads::c {

// Settings for one fit: those of the handle, which begins to be looked at for a stop. The handle must outlive the fit.
[[nodiscard]] linear::Settings begin_lasso(const strads_settings& settings);
[[nodiscard]] mf::Settings begin_mf(const strads_settings& settings);

// Tells the handle's observer, if there is one, and stops the fit if it says so.
class LassoObserver final : public linear::Observer {
 public:
  explicit LassoObserver(const strads_settings& settings) : settings_(settings) {}
  void checkpoint(const linear::Checkpoint& now) override;

 private:
  const strads_settings& settings_;
};

class MfObserver final : public mf::Observer {
 public:
  explicit MfObserver(const strads_settings& settings) : settings_(settings) {}
  void checkpoint(const mf::Checkpoint& now) override;

 private:
  const strads_settings& settings_;
};

}  // namespace strads::c

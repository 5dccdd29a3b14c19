#include "c/observers.hpp"

namespace strads::c {
namespace {

// What stopped an earlier fit is forgotten, unless it was an interrupt.
template <class Settings>
Settings begun(Settings settings, const strads_settings& handle) {
  handle.stop = false;
  if (handle.asked_to_stop) handle.stop = true;
  settings.engine.interrupt = &handle.stop;
  return settings;
}

}  // namespace

linear::Settings begin_lasso(const strads_settings& settings) { return begun(settings.lasso, settings); }
mf::Settings begin_mf(const strads_settings& settings) { return begun(settings.mf, settings); }

void LassoObserver::checkpoint(const linear::Checkpoint& now) {
  if (settings_.lasso_observer == nullptr) return;
  const strads_lasso_progress progress = {now.seconds, now.lambda, now.objective, now.duality_gap,
                                          now.nonzero, now.point,  now.points};
  if (settings_.lasso_observer(&progress, settings_.context) != 0) settings_.stop = true;
}

void MfObserver::checkpoint(const mf::Checkpoint& now) {
  if (settings_.mf_observer == nullptr) return;
  const strads_mf_progress progress = {now.seconds, now.objective, now.train_rmse, now.sweep};
  if (settings_.mf_observer(&progress, settings_.context) != 0) settings_.stop = true;
}

}  // namespace strads::c

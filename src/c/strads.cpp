// The door for C: handles, and every exception turned into a status and a sentence.
#include "strads/strads.h"

#include <cstddef>
#include <new>
#include <span>
#include <string>

#include "c/guarded.hpp"
#include "c/settings.hpp"

using strads::c::guarded;

namespace {

thread_local std::string last_error;

strads_settings* make_settings(bool of_lasso) {
  auto* settings = new (std::nothrow) strads_settings;
  if (settings != nullptr) settings->of_lasso = of_lasso;
  return settings;
}

}  // namespace

strads_status strads::c::failed(strads_status status, const char* why) noexcept {
  try {
    last_error = why;
  } catch (...) {
    last_error.clear();
  }
  return status;
}

const char* strads_last_error() { return last_error.c_str(); }

strads_settings* strads_lasso_settings() { return make_settings(true); }
strads_settings* strads_mf_settings() { return make_settings(false); }
void strads_settings_free(strads_settings* settings) { delete settings; }
strads_status strads_set(strads_settings* settings, const char* name, double value) {
  return guarded([&] { strads::c::set(*settings, name, value); });
}
strads_status strads_set_array(strads_settings* settings, const char* name, int64_t count, const double* values) {
  return guarded([&] { strads::c::set(*settings, name, std::span(values, static_cast<std::size_t>(count))); });
}

void strads_interrupt(strads_settings* settings, int stop) {
  settings->asked_to_stop = stop != 0;
  settings->stop = stop != 0;
}
strads_status strads_lasso_observe(strads_settings* settings, strads_lasso_observer observer, void* context) {
  return guarded([&] {
    strads::c::require_lasso(*settings);
    settings->lasso_observer = observer;
    settings->context = context;
  });
}
strads_status strads_mf_observe(strads_settings* settings, strads_mf_observer observer, void* context) {
  return guarded([&] {
    strads::c::require_mf(*settings);
    settings->mf_observer = observer;
    settings->context = context;
  });
}

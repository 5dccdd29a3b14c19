// For the files that build JSON; `Json` is named in fit_record.hpp.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "cli/fit/fit_record.hpp"

namespace strads::cli {

// Null where there is none.
template <class T>
[[nodiscard]] Json maybe(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

}  // namespace strads::cli

// The drawings of a matrix factorization's page.
#pragma once

#include <string>

#include "report/mf_page.hpp"

namespace strads::report {

[[nodiscard]] std::string mf_charts(const MfPage& page);

}  // namespace strads::report

// Tables whose rows have a cell more than the header.
#pragma once

#include <string_view>

#include "io/tables/sample.hpp"

namespace strads::io {

// R names no column of row names, and some programs end rows, but not the header, with a separator.
enum class NamelessColumn { first, last };

// Which column has no name, of a table whose header lacks one. Throws Complaint where it may be either, or where commas
// that separate may be decimal ones.
[[nodiscard]] NamelessColumn nameless_column(const SampledTable& sample, std::string_view body);

// Throws Complaint where a header ends with a separator, as some programs write it, and row names are in its first
// column's place: every name would be that of the column before.
void check_last_name(const SampledTable& sample);

}  // namespace strads::io

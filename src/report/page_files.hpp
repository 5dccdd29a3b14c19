// The files of src/report/page, embedded when the program is built (page_files.cpp.in).
#pragma once

#include <string_view>

namespace strads::report {

extern const std::string_view chart_style;  // of every drawing, in a page or on its own
extern const std::string_view page_style;
extern const std::string_view page_script;

}  // namespace strads::report

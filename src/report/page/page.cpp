#include "report/page/page.hpp"

#include <fmt/format.h>

#include "report/escape.hpp"
#include "report/page/page_data.hpp"
#include "report/page_files.hpp"

namespace strads::report {
namespace {

constexpr std::string_view policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

}  // namespace

std::string page(const Comparison& comparison) {
  return fmt::format(
      "<!doctype html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n"
      "<meta http-equiv='Content-Security-Policy' content=\"{}\">\n"
      "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
      "<link rel='icon' href='data:,'>\n<title>{}</title>\n"
      "<style id='chart-style'>{}</style>\n<style>{}</style>\n</head>\n<body>\n<main>\n"
      "<noscript>The charts are drawn by a script; <code>strads report --svg</code> draws them without.</noscript>\n"
      "</main>\n<script type='application/json' id='data'>{}</script>\n<script>{}</script>\n</body>\n</html>\n",
      policy, escape(comparison.title()), chart_style, page_style, page_data(comparison), page_script);
}

}  // namespace strads::report

#include "report/page.hpp"

#include <fmt/format.h>

#include <iterator>

#include "report/page_style.hpp"
#include "report/svg.hpp"

namespace strads::report {
namespace {

void put_head(const Page& page, std::string& text) {
  fmt::format_to(std::back_inserter(text),
                 "<!doctype html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n"
                 "<meta name='viewport' content='width=device-width, initial-scale=1'>\n<title>{}</title>\n"
                 "<style>{}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{}</h1>\n<code>{}</code>\n",
                 escape(page.title), page_style, escape(page.title), escape(page.command));
  fmt::format_to(std::back_inserter(text),
                 "<dl class='facts'>\n<div><dt>status</dt><dd class='status {}'>{}</dd></div>\n",
                 page.converged ? "good" : "bad", escape(page.status));
  for (const auto& [name, value] : page.facts) {
    fmt::format_to(std::back_inserter(text), "<div><dt>{}</dt><dd>{}</dd></div>\n", escape(name), escape(value));
  }
  text += "</dl>\n</header>\n";
}

void put_settings(const Page& page, std::string& text) {
  text += "<details><summary>Settings in effect</summary>\n<dl class='settings'>\n";
  for (const auto& [name, value] : page.settings) {
    fmt::format_to(std::back_inserter(text), "<div><dt>{}</dt><dd>{}</dd></div>\n", escape(name), escape(value));
  }
  text += "</dl></details>\n";
}

}  // namespace

std::string framed(const Page& page, std::string_view body, std::string_view files) {
  std::string text;
  put_head(page, text);
  text += body;
  put_settings(page, text);
  fmt::format_to(std::back_inserter(text),
                 "<footer>strads {}. The numbers behind the charts: {}.</footer>\n</main>\n</body>\n</html>\n",
                 escape(page.version), escape(files));
  return text;
}

}  // namespace strads::report

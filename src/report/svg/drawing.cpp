#include "report/svg/drawing.hpp"

#include <fmt/format.h>

#include "report/escape.hpp"
#include "report/page_files.hpp"

namespace strads::report {

Drawing::Drawing(std::string_view title, double width, double height) {
  fmt::format_to(
      out(),
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {1:.0f} {2:.0f}' width='{1:.0f}' height='{2:.0f}' "
      "role='img' class='chart'>\n<title>{0}</title>\n<style>{3}</style>\n"
      "<rect class='paper' width='{1:.0f}' height='{2:.0f}'/>\n<text class='title' x='14' y='24'>{0}</text>\n",
      escape(title), width, height, chart_style);
}

std::string Drawing::finish() { return std::move(text_) + "</svg>\n"; }

std::string series_classes(std::size_t k) { return fmt::format("c{} d{}", k % colours, k / colours % 3); }

std::string shortened(const std::string& text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest - 1;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "\u2026";
}

}  // namespace strads::report

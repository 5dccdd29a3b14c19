// A drawing as a file of its own: SVG with the style of chart.css, light and dark.
#pragma once

#include <iterator>
#include <string>
#include <string_view>

namespace strads::report {

class Drawing {
 public:
  Drawing(std::string_view title, double width, double height);

  [[nodiscard]] std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }
  // Ends the drawing; the last call.
  [[nodiscard]] std::string finish();

 private:
  std::string text_;
};

constexpr int colours = 7;  // of chart.css: c0 to c6; series beyond them are dashed

// The classes of the k-th series.
[[nodiscard]] std::string series_classes(std::size_t k);

// At most so many bytes of UTF-8, the rest an ellipsis.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t longest);

}  // namespace strads::report

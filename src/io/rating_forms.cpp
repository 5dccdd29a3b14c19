// What a file of ratings may be at all.
#include "io/rating_lines.hpp"
#include "strads/error.hpp"

namespace strads::io {

Text ratings_text(const Input& input) {
  constexpr std::size_t look = 65536;  // bytes that tell text from archives and UTF-16
  if (input.bytes.substr(0, look).find('\0') != std::string_view::npos) {
    throw malformed({input.path}, "text (UTF-8) with ratings", "", "binary data");
  }
  Text text = text_of(input.path, input.bytes);
  text.mapped = input.mapped;
  return text;
}

MatrixMarketHeader ratings_header(const Text& text, const RatingsOptions& options) {
  MatrixMarketHeader header = parse_matrix_market_header(text.body);
  if (!header.coordinate || header.pattern || header.symmetric) {
    throw Error(ErrorKind::malformed,
                text.path + ":1: expected \"%%MatrixMarket matrix coordinate real general\" for ratings");
  }
  if (options.user_column || options.item_column || options.rating_column) {
    throw Error(ErrorKind::mismatch, text.path + ": columns are named, but MatrixMarket has none");
  }
  return header;
}

}  // namespace strads::io

#include "io/ratings/forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "io/foreign.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::size_t look = 65536;  // bytes that tell text from archives, and line ends
constexpr const char* rows_wanted = "a row for each rating: user, item, rating";

// With a mark in front, or in its usual form: letters below 128, of which every other byte is zero.
bool is_utf16(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return false;  // UTF-32
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  bytes = bytes.substr(0, std::min<std::size_t>(bytes.size(), 64) & ~std::size_t{1});
  std::size_t zeros[2] = {0, 0};
  for (std::size_t k = 0; k < bytes.size(); ++k) zeros[k % 2] += bytes[k] == '\0' ? 1 : 0;
  return !bytes.empty() && std::max(zeros[0], zeros[1]) == bytes.size() / 2 && std::min(zeros[0], zeros[1]) == 0;
}

// The command of jq that makes rows of objects, or of a list of lists or objects; null when the text is none.
const char* rows_of_json(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  const auto open = text.find_first_not_of(white);
  if (open == std::string_view::npos || (text[open] != '{' && text[open] != '[')) return nullptr;
  const auto next = text.find_first_not_of(white, open + 1);
  if (next == std::string_view::npos) return nullptr;
  if (text[open] == '{') return text[next] == '"' ? "[.user, .item, .rating] | @csv" : nullptr;
  return text[next] == '{' ? ".[] | [.user, .item, .rating] | @csv" : text[next] == '[' ? ".[] | @csv" : nullptr;
}

// More lines end with a CR alone than with LF.
bool ends_lines_with_cr(std::string_view text) {
  text = text.substr(0, look);
  std::ptrdiff_t alone = 0;
  for (auto at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    alone += at + 1 == text.size() || text[at + 1] != '\n' ? 1 : 0;
  }
  return alone > std::count(text.begin(), text.end(), '\n');
}

void end_lines_with_lf(Input& input) {
  std::string bytes(input.bytes);
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    if (bytes[k] == '\r' && (k + 1 == bytes.size() || bytes[k + 1] != '\n')) bytes[k] = '\n';
  }
  const auto owner = std::make_shared<const std::string>(std::move(bytes));
  input.bytes = *owner;
  input.owner = owner;
  input.mapped = false;
}

}  // namespace

Text ratings_text(Input& input) {
  if (is_utf16(input.bytes)) {
    throw malformed({input.path}, "text in UTF-8", "", "UTF-16 (iconv -f UTF-16 -t UTF-8 converts it)");
  }
  const char* kind = foreign_kind(input);
  const auto refuse_kind = [&](const char* found) {
    throw malformed({input.path}, "text (UTF-8) with ratings", "", found);
  };
  if (input.bytes.substr(0, look).find('\0') != std::string_view::npos) {
    refuse_kind(kind != nullptr ? kind : "binary data");
  }
  if (ends_lines_with_cr(input.bytes)) end_lines_with_lf(input);
  Text text = text_of(input.path, input.bytes);
  if (const char* rows = rows_of_json(text.body)) {
    throw malformed({input.path}, rows_wanted, "", fmt::format("JSON (jq -r '{}' makes rows)", rows));
  }
  if (kind != nullptr) refuse_kind(kind);
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

void refuse_blocks(const Text& text, std::string_view first_row) {
  constexpr std::string_view digits = "0123456789";
  const auto stop = first_row.find_first_not_of(digits);
  if (stop == 0 || stop == std::string_view::npos) return;
  const std::string_view rest = trimmed(first_row.substr(stop));
  const bool bar =
      rest.size() > 1 && rest.front() == '|' && rest.find_first_not_of(digits, 1) == std::string_view::npos;
  if (rest != ":" && !bar) return;
  const char* rows = bar ? R"(awk '/[|]/ {split($1, u, "|"); next} {print u[1], $1, $2}')"
                         : R"(awk -F, '/:/ {sub(":", ""); m = $1; next} {print $1, m, $2}')";
  throw malformed({text.path}, rows_wanted, "",
                  fmt::format("\"{}\", which heads a block of them ({} makes rows)", trimmed(first_row), rows));
}

}  // namespace strads::io

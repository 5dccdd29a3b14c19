#include "io/matrix_market_header.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "io/readers.hpp"

namespace strads::io {
namespace {

constexpr std::string_view magic = "%%matrixmarket";

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string choose(Words& words, const std::string& expected, std::initializer_list<std::string_view> choices) {
  const auto word = words.next();
  std::string result = lower(word);
  if (std::find(choices.begin(), choices.end(), result) == choices.end()) throw Complaint{word.data(), expected, word};
  return result;
}

std::string_view take_line(std::string_view& rest) {
  const auto stop = std::min(rest.find('\n'), rest.size());
  auto line = rest.substr(0, stop);
  rest.remove_prefix(std::min(stop + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void parse_size(std::string_view line, MatrixMarketHeader& header) {
  Words words(line);
  constexpr Index any = Index{1} << 61;
  header.rows = words.size("the number of rows, from 1 up", 1, any);
  header.columns = words.size("the number of columns, from 1 up", 1, any);
  if (header.symmetric && header.rows != header.columns) {
    throw Complaint{line.data(), "as many rows as columns in a symmetric matrix", line};
  }
  const auto bytes = static_cast<Index>(header.body.size()) + 1;
  if (header.coordinate) {
    const Index holds = bytes / (header.pattern ? 4 : 6);  // "1 1\n", "1 1 1\n"
    header.entries = words.size("a number of entries that the file can hold (at most {})", 0, holds);
    words.finish();
    return;
  }
  words.finish();
  const Index holds = bytes / 2;
  const Index n = header.rows;
  const auto side = static_cast<double>(n);
  double needed = side * static_cast<double>(header.columns);
  if (header.symmetric) needed = side * (header.skew ? side - 1 : side + 1) / 2;
  if (needed > static_cast<double>(holds)) {
    throw Complaint{line.data(), fmt::format("a size that the file can hold (at most {} numbers)", holds), line};
  }
  header.entries = n * header.columns;
  if (header.symmetric) header.entries = header.skew ? n * (n - 1) / 2 : n * (n + 1) / 2;
}

}  // namespace

MatrixMarketHeader parse_matrix_market_header(std::string_view text) {
  MatrixMarketHeader header;
  header.body = text;
  const auto first = take_line(header.body);
  Words words(first);
  const auto banner = words.next();
  if (lower(banner) != magic) throw Complaint{first.data(), "%%MatrixMarket", banner};
  choose(words, "matrix", {"matrix"});
  header.coordinate = choose(words, "coordinate or array", {"coordinate", "array"}) == "coordinate";
  const auto field = header.coordinate
                         ? choose(words, "real, integer or pattern", {"real", "double", "integer", "pattern"})
                         : choose(words, "real or integer", {"real", "double", "integer"});
  header.pattern = field == "pattern";
  const auto symmetry =
      choose(words, "general, symmetric or skew-symmetric", {"general", "symmetric", "skew-symmetric"});
  header.symmetric = symmetry != "general";
  header.skew = symmetry == "skew-symmetric";
  words.finish();
  for (;;) {
    if (header.body.empty()) throw Complaint{text.data() + text.size(), "a size line", "", "the end of the file"};
    const auto line = take_line(header.body);
    if (trimmed(line).empty() || trimmed(line).front() == '%') continue;
    parse_size(line, header);
    return header;
  }
}

bool looks_like_matrix_market(std::string_view bytes) {
  return lower(text_of("", bytes).body.substr(0, magic.size())) == magic;
}

}  // namespace strads::io

// MatrixMarket: coordinate (real, integer, pattern) and array; general, symmetric, skew-symmetric.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <utility>

#include "io/csc.hpp"
#include "io/number.hpp"
#include "io/readers.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::io {
namespace {

constexpr Index most = std::numeric_limits<std::int32_t>::max();
constexpr std::string_view magic = "%%matrixmarket";

struct Header {
  bool coordinate = false;
  bool pattern = false;
  bool symmetric = false;  // or skew-symmetric
  bool skew = false;
  Index rows = 0;
  Index columns = 0;
  Index entries = 0;  // that the file must hold
  std::string_view body;
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

// Words of one line, taken one after another.
class Words {
 public:
  explicit Words(std::string_view line) : at_(line.data()), end_(line.data() + line.size()) {}
  std::string_view next() {
    while (at_ < end_ && is_blank(*at_)) ++at_;
    const auto word = word_at(at_, end_);
    at_ += word.size();
    return word;
  }
  Index size(const std::string& expected, Index least, Index largest) {
    const auto word = next();
    const Whole whole = parse_whole(word.data(), word.data() + word.size());
    if (word.empty() || whole.end != word.data() + word.size() || whole.value < least || whole.value > largest) {
      throw Complaint{word.data(), expected, word};
    }
    return whole.value;
  }
  double number() {
    const auto word = next();
    const Number number = parse_number(word.data(), word.data() + word.size());
    const bool ends = number.end == word.data() + word.size();
    if (number.state != NumberState::finite || !ends) {
      throw Complaint{word.data(), expected_number(ends ? number.state : NumberState::none), word};
    }
    return number.value;
  }
  void finish() {
    const auto word = next();
    if (!word.empty()) throw Complaint{word.data(), "the end of the line", word};
  }

 private:
  const char* at_;
  const char* end_;
};

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

void parse_size(std::string_view line, Header& header) {
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
    header.entries =
        words.size(fmt::format("a number of entries that the file can hold (at most {})", holds), 0, holds);
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

Header parse_header(std::string_view text) {
  Header header;
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

bool skipped(std::string_view line) {
  const auto content = trimmed(line);
  return content.empty() || content.front() == '%';
}

void parse_coordinate(std::string_view line, const Header& header, Entries& entries) {
  Words words(line);
  const Index i = words.size(fmt::format("a row from 1 to {}", header.rows), 1, header.rows);
  const Index j = words.size(fmt::format("a column from 1 to {}", header.columns), 1, header.columns);
  if (header.skew && i == j) throw Complaint{line.data(), "no diagonal entry in a skew-symmetric matrix", line};
  entries.values.push_back(header.pattern ? 1.0 : words.number());
  entries.rows.push_back(static_cast<std::int32_t>(i - 1));
  entries.columns.push_back(static_cast<std::int32_t>(j - 1));
  words.finish();
}

// The line of the k-th entry.
std::string_view entry_line(std::string_view body, Index k) {
  while (!body.empty()) {
    const auto line = take_line(body);
    if (!skipped(line) && k-- == 0) return line;
  }
  return body;
}

Entries joined(std::vector<Entries>& parts) {
  Entries all;
  for (Entries& part : parts) {
    all.rows.insert(all.rows.end(), part.rows.begin(), part.rows.end());
    all.columns.insert(all.columns.end(), part.columns.begin(), part.columns.end());
    all.values.insert(all.values.end(), part.values.begin(), part.values.end());
    part = {};
  }
  return all;
}

Sparse coordinate_matrix(const Text& text, const Header& header, Entries entries) {
  const std::size_t listed = entries.values.size();
  for (std::size_t e = 0; header.symmetric && e < listed; ++e) {
    if (entries.rows[e] == entries.columns[e]) continue;
    entries.rows.push_back(entries.columns[e]);
    entries.columns.push_back(entries.rows[e]);
    entries.values.push_back(header.skew ? -entries.values[e] : entries.values[e]);
  }
  auto matrix = from_entries(entries, header.rows, header.columns);
  if (matrix) return *std::move(matrix);
  entries.rows.resize(listed);
  entries.columns.resize(listed);
  entries.values.resize(listed);
  const auto line = entry_line(header.body, first_repeated(entries, header.symmetric));
  raise(text, {line.data(), "each entry once", line});
}

Dense<double> array_matrix(const Header& header, std::vector<double> values) {
  if (!header.symmetric) return {header.rows, header.columns, std::move(values)};
  const Index n = header.rows;
  std::vector<double> full(static_cast<std::size_t>(n * n), 0.0);
  std::size_t next = 0;
  for (Index j = 0; j < n; ++j) {
    for (Index i = header.skew ? j + 1 : j; i < n; ++i) {
      const double value = values[next++];
      full[static_cast<std::size_t>(i * n + j)] = header.skew ? -value : value;
      full[static_cast<std::size_t>(j * n + i)] = value;
    }
  }
  return {n, n, std::move(full)};
}

}  // namespace

bool looks_like_matrix_market(std::string_view bytes) {
  return lower(text_of("", bytes).body.substr(0, magic.size())) == magic;
}

Dataset read_matrix_market(const Input& input, const ReadOptions& options) {
  const Text text = text_of(input.path, input.bytes);
  Header header;
  parse_in_parallel(text, 1, 1, [&](Index) { header = parse_header(text.body); });
  if (header.rows > most || header.columns > most) {
    throw Error(ErrorKind::memory, fmt::format("{}: more than {} rows or columns", input.path, most));
  }
  require_memory(input.path, 16.0 * static_cast<double>(header.columns) + 8.0 * static_cast<double>(header.rows));

  const auto ranges = cut(header.body, options.range_bytes);
  std::vector<Entries> parts(ranges.size());
  parse_in_parallel(text, static_cast<Index>(ranges.size()), options.threads, [&](Index k) {
    for_lines(ranges[static_cast<std::size_t>(k)], [&](std::string_view line) {
      Entries& part = parts[static_cast<std::size_t>(k)];
      if (skipped(line)) return;
      if (header.coordinate) return parse_coordinate(line, header, part);
      Words words(line);
      part.values.push_back(words.number());
      words.finish();
    });
  });
  Entries entries = joined(parts);
  const auto found = static_cast<Index>(entries.values.size());
  if (found > header.entries) {
    const auto line = entry_line(header.body, header.entries);
    raise(text, {line.data(), fmt::format("the end of the file after {} entries", header.entries), line});
  }
  if (found < header.entries) {
    throw malformed({input.path}, fmt::format("{} entries", header.entries), "", std::to_string(found));
  }
  Dataset data;
  data.format = "MatrixMarket";
  if (header.coordinate) {
    data.X = coordinate_matrix(text, header, std::move(entries));
  } else {
    data.X = array_matrix(header, std::move(entries.values));
  }
  return data;
}

}  // namespace strads::io

// libsvm and svmlight: `label index:value index:value ... # comment`, columns from 1, ascending.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "io/csc.hpp"
#include "io/number.hpp"
#include "io/readers.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr Index most_columns = std::numeric_limits<std::int32_t>::max();

struct Part {
  RowPart rows;
  std::vector<double> labels;
  Index columns = 0;
};

bool ends_word(const char* at, const char* end) { return at == end || is_blank(*at) || *at == '#'; }

const char* skip_blanks(const char* at, const char* end) {
  while (at < end && is_blank(*at)) ++at;
  return at;
}

// `at` is at a word; says what is wrong with its index.
[[noreturn]] void refuse_index(const char* at, const char* end, Index index, Index last) {
  const auto word = word_at(at, end);
  if (index == 0) throw Complaint{at, "an index from 1 up (libsvm counts columns from 1)", word};
  if (index > most_columns) throw Complaint{at, fmt::format("an index up to {}", most_columns), word};
  throw Complaint{at, fmt::format("an index above {} (indices ascend, none twice)", last), word};
}

const char* parse_entry(const char* at, const char* end, Index& last, Part& part) {
  const Whole index = parse_whole(at, end);
  if (index.end == at || index.end == end || *index.end != ':') {
    throw Complaint{at, "index:value", word_at(at, end)};
  }
  if (index.value <= last || index.value > most_columns) refuse_index(at, end, index.value, last);
  const char* digits = index.end + 1;
  const Number value = parse_number(digits, end);
  if (value.state == NumberState::too_large || value.state == NumberState::not_finite) {
    throw Complaint{digits, expected_number(value.state), word_at(digits, end)};
  }
  if (value.state == NumberState::none || !ends_word(value.end, end)) {
    throw Complaint{at, "index:value", word_at(at, end)};
  }
  last = index.value;
  if (value.value != 0) {
    part.rows.columns.push_back(static_cast<std::int32_t>(index.value - 1));
    part.rows.values.push_back(value.value);
  }
  return value.end;
}

void parse_line(std::string_view line, Part& part) {
  const char* end = line.data() + line.size();
  const char* at = skip_blanks(line.data(), end);
  if (at == end || *at == '#') return;
  const Number label = parse_number(at, end);
  if (label.state != NumberState::finite || !ends_word(label.end, end)) {
    const bool numeric = label.state == NumberState::too_large || label.state == NumberState::not_finite;
    throw Complaint{at, numeric ? expected_number(label.state) : "a number as the label", word_at(at, end)};
  }
  at = skip_blanks(label.end, end);
  if (std::string_view(at, static_cast<std::size_t>(end - at)).starts_with("qid:")) {
    at = skip_blanks(at + word_at(at, end).size(), end);
  }
  Index last = 0;
  while (at < end && *at != '#') at = skip_blanks(parse_entry(at, end, last, part), end);
  part.columns = std::max(part.columns, last);
  part.labels.push_back(label.value);
  part.rows.ends.push_back(static_cast<Index>(part.rows.columns.size()));
}

}  // namespace

bool looks_like_libsvm(std::string_view bytes) {
  const std::string_view body = text_of("", bytes).body;
  for (std::size_t from = 0; from < body.size();) {
    const std::size_t stop = std::min(body.find('\n', from), body.size());
    const std::string_view line = trimmed(body.substr(from, stop - from));
    from = stop + 1;
    if (line.empty() || line.front() == '#') continue;
    try {
      Part part;
      parse_line(line, part);
      return part.columns > 0;
    } catch (const Complaint&) {
      return false;
    }
  }
  return false;
}

Dataset read_libsvm(const Input& input, const ReadOptions& options) {
  const Text text = text_of(input.path, input.bytes);
  const auto ranges = cut(text.body, options.range_bytes);
  std::vector<Part> parts(ranges.size());
  parse_in_parallel(text, static_cast<Index>(ranges.size()), options.threads, [&](Index k) {
    const std::string_view range = ranges[static_cast<std::size_t>(k)];
    Part& part = parts[static_cast<std::size_t>(k)];
    const auto entries = static_cast<std::size_t>(std::count(range.begin(), range.end(), ':'));
    part.rows.columns.reserve(entries);
    part.rows.values.reserve(entries);
    for_lines(range, [&part](std::string_view line) { parse_line(line, part); });
  });

  Dataset data;
  data.format = "libsvm";
  std::vector<RowPart> rows;
  rows.reserve(parts.size());
  Index columns = 0;
  for (Part& part : parts) {
    columns = std::max(columns, part.columns);
    data.y.insert(data.y.end(), part.labels.begin(), part.labels.end());
    rows.push_back(std::move(part.rows));
  }
  if (data.y.empty()) throw malformed({input.path}, "lines of label index:value ...", "", "none");
  if (columns == 0) throw malformed({input.path}, "index:value entries", "", "labels only");
  if (static_cast<Index>(data.y.size()) > most_columns) {
    throw Error(ErrorKind::memory, fmt::format("{}: more than {} rows", input.path, most_columns));
  }
  require_memory(input.path, 16.0 * static_cast<double>(columns));
  data.X = from_rows(std::move(rows), columns, options.threads);
  return data;
}

}  // namespace strads::io

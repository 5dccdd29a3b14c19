// Text that several threads parse: cut at line ends into ranges by size, complaints resolved to the first in the file.
#pragma once

#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "strads/index.hpp"

namespace strads::io {

// Thrown by a parser; `at` points into the text and becomes line and column.
struct Complaint {
  const char* at;
  std::string expected;
  std::string_view found;
  std::string found_nothing = "the end of the line";
  std::string hint{};  // at the way out, behind a semicolon
};

struct Text {
  std::string path;
  std::string_view body;                       // without a BOM; lines end with \n or \r\n
  bool mapped = false;                         // body lies in pages of a file
  std::shared_ptr<const std::string> owner{};  // of a body whose lines ended with \r alone
};

[[nodiscard]] Text text_of(const std::string& path, std::string_view bytes);

// The complaint as an Error. Counts lines: not for the good path.
[[noreturn]] void raise(const Text& text, const Complaint& complaint);

// Pieces of about `range_bytes` that end at line ends.
[[nodiscard]] std::vector<std::string_view> cut(std::string_view body, Index range_bytes);

// work(k) for k in [0, count) on so many threads. It may throw a Complaint: that of the least k.
[[nodiscard]] std::optional<Complaint> first_complaint(Index count, int threads,
                                                       const std::function<void(Index)>& work);
// The same; the complaint is raised.
void parse_in_parallel(const Text& text, Index count, int threads, const std::function<void(Index)>& work);

// Maps the pages of a range in one call, if they belong to a file: cheaper than a fault for every few of them.
void map_pages(std::string_view range);

// Gives back the memory of a range of a mapped file, whose bytes come from the file again when they are read again.
void release_pages(std::string_view range);

// Those of the ranges that the g-th of so many groups has.
[[nodiscard]] inline std::span<const std::string_view> share(std::span<const std::string_view> ranges, Index g,
                                                             Index groups) {
  const auto count = static_cast<Index>(ranges.size());
  const Index first = g * count / groups;
  return ranges.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>((g + 1) * count / groups - first));
}

// Takes the line at `at`, without its line end; `at` moves to the next one.
inline std::string_view take_line(const char*& at, const char* end) {
  const char* first = at;
  const auto* stop = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
  if (stop == nullptr) stop = end;
  at = stop < end ? stop + 1 : end;
  const char* last = stop > first && stop[-1] == '\r' ? stop - 1 : stop;
  return {first, static_cast<std::size_t>(last - first)};
}

// use(line) for each line, without its line end.
template <class Use>
void for_lines(std::string_view range, const Use& use) {
  map_pages(range);
  const char* at = range.data();
  const char* end = at + range.size();
  while (at < end) use(take_line(at, end));
}

template <class Use>
void for_lines(std::span<const std::string_view> ranges, const Use& use) {
  for (const std::string_view range : ranges) for_lines(range, use);
}

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
[[nodiscard]] std::string_view trimmed(std::string_view text);
// The word that starts at `at`, up to a blank or `end`.
[[nodiscard]] std::string_view word_at(const char* at, const char* end);

}  // namespace strads::io

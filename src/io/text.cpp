#include "io/text.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/in_parallel.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

// Where the page of `at` starts.
char* page_of(const char* at) {
  static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  // madvise changes no byte, so that losing const is only its form.
  return const_cast<char*>(at - reinterpret_cast<std::uintptr_t>(at) % page);  // NOLINT
}

}  // namespace

Text text_of(const std::string& path, std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  Text text{path, bytes};
  // As a classic Mac wrote them: the first line end tells.
  if (bytes.find('\n') == std::string_view::npos && bytes.find('\r') != std::string_view::npos) {
    auto lines = std::make_shared<std::string>(bytes);
    std::replace(lines->begin(), lines->end(), '\r', '\n');
    text.body = *lines;
    text.owner = std::move(lines);
  }
  return text;
}

void raise(const Text& text, const Complaint& complaint) {
  const auto before = text.body.substr(0, static_cast<std::size_t>(complaint.at - text.body.data()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto newline = before.rfind('\n');
  const auto in_line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto column = 1 + std::count_if(in_line.begin(), in_line.end(), [](char c) {
                        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // characters, not bytes
                      });
  const Error error =
      malformed({text.path, line, column}, complaint.expected, complaint.found, complaint.found_nothing);
  throw Error(error.kind(), complaint.hint.empty() ? error.what() : std::string(error.what()) + "; " + complaint.hint);
}

std::vector<std::string_view> cut(std::string_view body, Index range_bytes) {
  std::vector<std::string_view> ranges;
  while (!body.empty()) {
    std::size_t size = body.size();
    if (static_cast<std::size_t>(range_bytes) < size) {
      const auto stop = body.find('\n', static_cast<std::size_t>(std::max<Index>(range_bytes, 1)) - 1);
      if (stop != std::string_view::npos) size = stop + 1;
    }
    ranges.push_back(body.substr(0, size));
    body.remove_prefix(size);
  }
  return ranges;
}

std::optional<Complaint> first_complaint(Index count, int threads, const std::function<void(Index)>& work) {
  std::vector<std::optional<Complaint>> complaints(static_cast<std::size_t>(count));
  in_parallel(count, threads, [&](Index k) {
    try {
      work(k);
    } catch (const Complaint& complaint) {
      complaints[static_cast<std::size_t>(k)] = complaint;
    }
  });
  for (const auto& complaint : complaints) {
    if (complaint) return complaint;
  }
  return std::nullopt;
}

void parse_in_parallel(const Text& text, Index count, int threads, const std::function<void(Index)>& work) {
  if (const auto complaint = first_complaint(count, threads, work)) raise(text, *complaint);
}

void map_pages(std::string_view range) {
  constexpr std::size_t least = std::size_t{1} << 16U;
  if (range.size() < least) return;
  const char* last = range.data() + range.size();
  char* first = page_of(range.data());
  ::madvise(first, static_cast<std::size_t>(last - first), MADV_POPULATE_READ);  // a wish: an older kernel refuses it
}

void release_pages(std::string_view range) {
  char* first = page_of(range.data());
  char* last = page_of(range.data() + range.size());
  if (first < last) ::madvise(first, static_cast<std::size_t>(last - first), MADV_DONTNEED);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view word_at(const char* at, const char* end) {
  const char* stop = std::find_if(at, end, is_blank);
  return {at, static_cast<std::size_t>(stop - at)};
}

}  // namespace strads::io

#include "report/timeline.hpp"

#include <fmt/format.h>

#include <iterator>

namespace strads::report {

std::string timeline(std::string_view process, const std::vector<SpanRecorder::Thread>& threads) {
  std::string out = "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n";
  auto to = std::back_inserter(out);
  fmt::format_to(to, R"({{"ph":"M","pid":1,"name":"process_name","args":{{"name":"{}"}}}})", process);
  for (std::size_t t = 0; t < threads.size(); ++t) {
    const auto& thread = threads[t];
    fmt::format_to(to,
                   ",\n"
                   R"({{"ph":"M","pid":1,"tid":{},"name":"thread_name","args":{{"name":"{}","let_go":{}}}}})",
                   t + 1, thread.name, thread.let_go);
    for (const auto& span : thread.spans) {
      fmt::format_to(to,
                     ",\n"
                     R"({{"ph":"X","pid":1,"tid":{},"name":"{}","cat":"{}","ts":{}.{:03},"dur":{}.{:03})",
                     t + 1, span.name, name(span.kind), span.begin / 1000, span.begin % 1000,
                     (span.end - span.begin) / 1000, (span.end - span.begin) % 1000);
      if (span.number >= 0) fmt::format_to(to, R"(,"args":{{"number":{}}})", span.number);
      out += '}';
    }
  }
  return out += "\n]}\n";
}

}  // namespace strads::report

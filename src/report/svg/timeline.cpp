#include "report/svg/timeline.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

namespace strads::report {

// Formats known to the compiler, and a buffer of fmt's own: a third of the time, and most of what a timeline costs.
std::string timeline(std::string_view process, const std::vector<SpanRecorder::Thread>& threads) {
  fmt::memory_buffer out;
  const fmt::appender to(out);
  fmt::format_to(to,
                 FMT_COMPILE("{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n"
                             R"({{"ph":"M","pid":1,"name":"process_name","args":{{"name":"{}"}}}})"),
                 process);
  for (std::size_t t = 0; t < threads.size(); ++t) {
    const auto& thread = threads[t];
    fmt::format_to(
        to,
        FMT_COMPILE(",\n"
                    R"({{"ph":"M","pid":1,"tid":{},"name":"thread_name","args":{{"name":"{}","let_go":{}}}}})"),
        t + 1, thread.name, thread.let_go);
    for (const auto& span : thread.spans) {
      fmt::format_to(to,
                     FMT_COMPILE(",\n"
                                 R"({{"ph":"X","pid":1,"tid":{},"name":"{}","cat":"{}","ts":{}.{:03},"dur":{}.{:03})"),
                     t + 1, span.name, name(span.kind), span.begin / 1000, span.begin % 1000,
                     (span.end - span.begin) / 1000, (span.end - span.begin) % 1000);
      if (span.number >= 0) fmt::format_to(to, FMT_COMPILE(R"(,"args":{{"number":{}}})"), span.number);
      out.push_back('}');
    }
  }
  fmt::format_to(to, FMT_COMPILE("\n]}}\n"));
  return fmt::to_string(out);
}

}  // namespace strads::report

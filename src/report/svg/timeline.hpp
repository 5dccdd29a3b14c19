// Spans as a timeline that Perfetto (ui.perfetto.dev) and chrome://tracing open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "strads/span.hpp"

namespace strads::report {

// JSON in Chrome's trace event format (Google, "Trace Event Format", 2016): a track a thread, a complete event ("X") a
// span with microseconds since the recorder's start, the span's kind as category and its number as argument. `process`
// is plain text without quotes. About 100 bytes a span.
[[nodiscard]] std::string timeline(std::string_view process, const std::vector<SpanRecorder::Thread>& threads);

}  // namespace strads::report

// What a span tells programs outside this one: USDT probes and ITT tasks, where they were found at build time.
#pragma once

#include <cstdint>

#ifdef STRADS_SDT
#include <sys/sdt.h>
#endif
#ifdef STRADS_ITT
#include <ittnotify.h>

#include <utility>
#include <vector>
#endif

namespace strads::probes {

#ifdef STRADS_ITT
inline __itt_domain* domain() {
  static __itt_domain* const ours = __itt_domain_create("strads");
  return ours;
}

// ITT looks handles up by their text under a lock: a thread does so once a name.
inline __itt_string_handle* handle(const char* name) {
  thread_local std::vector<std::pair<const char*, __itt_string_handle*>> known;
  for (const auto& [other, found] : known) {
    if (other == name) return found;
  }
  return known.emplace_back(name, __itt_string_handle_create(name)).second;
}
#endif

inline void begin([[maybe_unused]] const char* name, [[maybe_unused]] std::int64_t number,
                  [[maybe_unused]] const char* kind) {
#ifdef STRADS_SDT
  DTRACE_PROBE3(strads, span_begin, name, number, kind);
#endif
#ifdef STRADS_ITT
  __itt_task_begin(domain(), __itt_null, __itt_null, handle(name));
  if (number >= 0) __itt_metadata_add(domain(), __itt_null, handle("number"), __itt_metadata_s64, 1, &number);
#endif
}

inline void end([[maybe_unused]] const char* name) {
#ifdef STRADS_SDT
  DTRACE_PROBE1(strads, span_end, name);
#endif
#ifdef STRADS_ITT
  __itt_task_end(domain());
#endif
}

inline void name_thread([[maybe_unused]] const char* name) {
#ifdef STRADS_ITT
  __itt_thread_set_name(name);
#endif
}

}  // namespace strads::probes

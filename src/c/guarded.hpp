// No exception leaves the library by the door for C.
#pragma once

#include <exception>
#include <new>
#include <string>

#include "strads/error.hpp"
#include "strads/strads.h"

namespace strads::c {

// Keeps the sentence for strads_last_error of this thread; returns the status.
strads_status failed(strads_status status, const char* why) noexcept;

template <class Work>
strads_status guarded(const Work& work) noexcept {
  try {
    work();
    return STRADS_DONE;
  } catch (const Error& error) {
    switch (error.kind()) {
      case ErrorKind::usage:
        return failed(STRADS_USAGE, error.what());
      case ErrorKind::memory:
        return failed(STRADS_MEMORY, error.what());
      default:
        return failed(STRADS_MISMATCH, error.what());
    }
  } catch (const std::bad_alloc&) {
    return failed(STRADS_MEMORY, "there is not enough memory");
  } catch (const std::exception& error) {
    return failed(STRADS_FAILED, error.what());
  }
}

[[noreturn]] inline void mismatch(const std::string& why) { throw Error(ErrorKind::mismatch, why); }

}  // namespace strads::c

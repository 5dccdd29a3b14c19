// Errors that a user can cause, with the exit code that the program gives for them.
//
// The library throws `Error` for bad usage, unreadable files, malformed input, inputs that do not fit together and
// memory that would not suffice. Its messages have the names of settings in backquotes: "`alpha` must be between ...".
// A solver that stops early is a result (engine.hpp, StopReason), never an Error.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace strads {

// The numbers are the program's exit codes.
enum class ErrorKind : int {
  usage = 2,      // the command line or a setting makes no sense
  file = 3,       // a file cannot be read or written: missing, a directory, no permission, disk full
  malformed = 4,  // a file's content is not what its format asks for
  mismatch = 5,   // inputs that do not fit together: rows differ, a named column is absent
  memory = 6,     // the machine's memory would not hold what was asked for
};

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] int exit_code() const noexcept { return static_cast<int>(kind_); }

 private:
  ErrorKind kind_;
};

// A place in an input file. Lines and columns count from 1; 0 leaves the part out ("file: ...", "file:3: ...").
// A column is that of a character in the line, as an editor shows it.
struct Place {
  std::string_view file;
  std::int64_t line = 0;
  std::int64_t column = 0;
};

// The one shape of every complaint about content: `FILE:LINE:COLUMN: expected EXPECTED, found FOUND`.
// `found` is quoted, cut to a readable length, and control characters in it are escaped; when it is empty the
// message says `found the end of the line` (or whatever `found_nothing` says).
[[nodiscard]] Error malformed(Place where, std::string_view expected, std::string_view found,
                              std::string_view found_nothing = "the end of the line");

}  // namespace strads

#include "io/separator.hpp"

namespace strads::io {

const char* name(Separator separator) {
  switch (separator) {
    case Separator::tab:
      return "tab";
    case Separator::colons:
      return "::";
    case Separator::comma:
      return "comma";
    case Separator::semicolon:
      return "semicolon";
    case Separator::bar:
      return "bar";
    case Separator::blanks:
      return "blank";
  }
  return "";
}

const char* plural_name(Separator separator) {
  switch (separator) {
    case Separator::tab:
      return "tabs";
    case Separator::colons:
      return "::";
    case Separator::comma:
      return "commas";
    case Separator::semicolon:
      return "semicolons";
    case Separator::bar:
      return "|";
    case Separator::blanks:
      return "blanks";
  }
  return "";
}

std::optional<Separator> separator_of(std::string_view text) {
  if (text == "\\t") return Separator::tab;
  for (const Separator separator : separators) {
    const char mark = mark_of(separator);
    const bool single = separator != Separator::colons && text.size() == 1 && text.front() == mark;
    if (single || text == name(separator)) return separator;
  }
  return std::nullopt;
}

}  // namespace strads::io

// What is told of ids that a model does not know.
#pragma once

#include <string>
#include <string_view>

#include "cli/fit/fit_record.hpp"
#include "io/ratings/unknown_ids.hpp"

namespace strads::cli {

struct Unknown {
  io::UnknownIds counts;
  std::string text;  // "2 of 3 test ratings have an unknown user, 0 an unknown item"; empty when all are known
};

// Of pairs called `what` ("test rating"). Throws Error (mismatch), with the likely cause, when the model knows none of
// the users or none of the items, and when ids that it does not know surely mean others that it knows. Where unknown
// ids are `expected`, that it knows none of the users is no error.
[[nodiscard]] Unknown find_unknown(const std::string& path, std::string_view what, const io::PairsFile& file,
                                   const io::Ids& users, const io::Ids& items, bool expected = false);

// Null where there is no such file.
[[nodiscard]] Json unknown_json(const io::UnknownIds& counts);

// The same of users alone, on stderr, with what else is to be said of them. Throws Error (mismatch) when the model
// knows none.
void warn_of_users(const std::string& path, const io::UserList& list, const io::Ids& users);

// A line on stderr, if there is anything to say.
void warn(const Unknown& unknown);

}  // namespace strads::cli

// What is told of ids that a model does not know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/fit_record.hpp"
#include "io/unknown_ids.hpp"

namespace strads::cli {

struct Unknown {
  io::UnknownIds counts;
  std::string text;  // "2 of 3 test ratings have an unknown user, 0 an unknown item"; empty when all are known
};

// Of pairs called `what` ("test rating"). Throws Error (mismatch) when the model knows none of the users and none of
// the items, and when ids that it does not know surely mean others that it knows.
[[nodiscard]] Unknown find_unknown(const std::string& path, std::string_view what, const io::PairsFile& file,
                                   const io::Ids& users, const io::Ids& items);

// Null where there is no such file.
[[nodiscard]] Json unknown_json(const io::UnknownIds& counts);

// The same of users alone, on stderr. Throws Error (mismatch) when the model knows none.
void warn_of_users(const std::string& path, const std::vector<std::string>& names, const io::Ids& users);

// A line on stderr, if there is anything to say.
void warn(const Unknown& unknown);

}  // namespace strads::cli

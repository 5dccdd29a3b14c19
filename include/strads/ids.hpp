// Names of users or items as they stand in a file, and the positions that models know them by. Moving is cheap; reading
// may be done from any number of threads.
#pragma once

#include <memory>
#include <string_view>

#include "strads/index.hpp"

namespace strads {

// The original ids of one side, by position; and back.
class Ids {
 public:
  Ids();
  ~Ids();
  Ids(Ids&&) noexcept;
  Ids& operator=(Ids&&) noexcept;

  [[nodiscard]] Index size() const;
  [[nodiscard]] std::string_view name(Index position) const;
  [[nodiscard]] Index find(std::string_view id) const;  // -1 when it is not there
  Index insert(std::string_view id);                    // its position, a new one at the end when it was not there
  Index insert_number(Index id);                        // the same for a whole number's decimal form

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

}  // namespace strads

// The variants of a .bim file, one a column of the genotypes beside it.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "strads/index.hpp"

namespace strads::io {

// Words of one line.
struct Variant {
  std::string_view chromosome;
  std::string_view id;
  Index position = 0;
  std::string_view allele1;  // that the genotypes count
  std::string_view allele2;
};

// Holds the text of the file and where its lines are: 16 bytes a variant. Variants live as long as a copy of it.
class Variants {
 public:
  Variants() = default;
  Variants(std::shared_ptr<const void> text, std::vector<std::string_view> lines);

  [[nodiscard]] Index size() const { return static_cast<Index>(lines_.size()); }
  [[nodiscard]] Variant operator[](Index j) const;

 private:
  std::shared_ptr<const void> text_;
  std::vector<std::string_view> lines_;  // as read_bim has checked them
};

}  // namespace strads::io

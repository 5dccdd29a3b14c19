// How a file of phenotypes or covariates is laid out, decided from its first lines: what separates cells, where
// people's ids and the phenotypes stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/table_cells.hpp"

namespace strads::io {

inline constexpr const char* phenotype_header = "a header: FID IID and names of columns";

struct PhenotypeLayout {
  TableForm form;
  std::size_t cells = 0;  // of a row; 0: there are none
  bool header = false;
  bool family = true;              // people go by family and own id
  std::size_t person = 0;          // the cell of the first id
  std::size_t first = 0;           // that of the first phenotype
  std::vector<std::string> names;  // of phenotypes
  std::string_view body;           // the rows
  std::vector<std::string> notes;  // choices that a person should know of

  // What a person is called in a row: family and own id, a tab between, or the own id.
  [[nodiscard]] std::string person_in(const std::vector<std::string_view>& row) const;
};

[[nodiscard]] std::string_view own_id(std::string_view id);

// `ids` of people tell row names, of which headers keep silent, from decimal commas. Throws Complaint.
[[nodiscard]] PhenotypeLayout lay_out_phenotypes(std::string_view text, char decimal,
                                                 const std::vector<std::string>& ids);

// A row that is not as long as the first. Throws Complaint.
[[noreturn]] void refuse_length(std::string_view line, const std::vector<std::string_view>& row,
                                const PhenotypeLayout& layout);

}  // namespace strads::io

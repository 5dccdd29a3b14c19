#include "io/foreign.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::size_t look = 65536;  // bytes that tell text from binary data

struct Kind {
  std::string_view start;
  const char* name;
};

constexpr std::array<Kind, 27> kinds = {{
    {"##fileformat=VCF", "VCF: plink2 --vcf FILE --make-bed writes the genotypes that strads reads"},
    {"\x6C\x1B\x02", "PLINK 2's .pgen: plink2 --pfile NAME --make-bed writes the genotypes that strads reads"},
    {"\x6C\x1B\x10", "PLINK 2's .pgen: plink2 --pfile NAME --make-bed writes the genotypes that strads reads"},
    {"\x6C\x1B\x11", "PLINK 2's .pgen: plink2 --pfile NAME --make-bed writes the genotypes that strads reads"},
    {{"\xFF\xFE\0\0", 4}, "UTF-32: save it as UTF-8"},
    {{"\0\0\xFE\xFF", 4}, "UTF-32: save it as UTF-8"},
    {"\xFF\xFE", "UTF-16: save it as UTF-8"},
    {"\xFE\xFF", "UTF-16: save it as UTF-8"},
    {"PK\x03\x04", "a zip archive (.xlsx, .ods, .npz): save the table as CSV"},
    {"\xD0\xCF\x11\xE0", "an Excel workbook: save it as CSV"},
    {"\x89HDF", "HDF5: save the table as CSV or .npy"},
    {"PAR1", "Parquet: save it as CSV or .npy"},
    {"ARROW1", "Arrow: save it as CSV or .npy"},
    {"FEA1", "Feather: save it as CSV or .npy"},
    {"RDX", "an R workspace: save the table as CSV"},
    {"MATLAB 5.0", "a MATLAB file: save the table as CSV"},
    {"SQLite format 3", "a SQLite database: save the table as CSV"},
    {"BZh", "bzip2: .gz and .zst are read"},
    {"\xFD"
     "7zXZ",
     "xz: .gz and .zst are read"},
    {"%PDF", "a PDF"},
    {"<!DOCTYPE", "a web page"},
    {"<html", "a web page"},
    {"{\"", "JSON: save the table as CSV"},
    {"[{", "JSON: save the table as CSV"},
    {"[[", "JSON: save the table as CSV"},
    {"@relation", "ARFF: save the table as CSV"},
    {"@RELATION", "ARFF: save the table as CSV"},
}};

}  // namespace

const char* foreign_kind(const Input& input) {
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return input.bytes.starts_with(kind.start); });
  return found == kinds.end() ? nullptr : found->name;
}

void refuse_foreign(const Input& input) {
  if (const char* kind = foreign_kind(input)) throw malformed({input.path}, "data that strads reads", "", kind);
  // No format of text has a zero byte.
  const auto first = input.bytes.substr(0, look);
  if (first.find('\0') != std::string_view::npos) {
    throw malformed({input.path}, "text (UTF-8), a NumPy array or PLINK genotypes", "", "other binary data");
  }
}

}  // namespace strads::io

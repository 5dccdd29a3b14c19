#include "io/door/words.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace strads::io {
namespace {

// The longer ones first where one begins another.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> options_of_flags = {{
    {"--impute mean", "`impute_mean`"},
    {"--storage float", "`float_storage`"},
    {"--header yes or no says which", "`header` says which"},
    {"--header no: it is data", "`header` false: it is data"},
    {"--index-base 0", "`index_base` 0"},
    {"--decimal ,", "`decimal` ','"},
    {"--pheno-name", "`pheno_name`"},
    {"--pheno FILE or of -y FILE", "`pheno`"},
    {"--pheno FILE or -y FILE", "`pheno`"},
    {"--pheno FILE", "`pheno`"},
    {"--target", "`target`"},
    {"--drop", "`drop`"},
    {"--missing-value NA", "`missing_values` NA"},
    {"--user-col", "`user_col`"},
    {"--item-col", "`item_col`"},
    {"--rating-col", "`rating_col`"},
    {"--separator", "`separator`"},
}};

}  // namespace

std::string with_options(std::string message) {
  for (const auto& [flag, option] : options_of_flags) {
    for (auto at = message.find(flag); at != std::string::npos; at = message.find(flag, at + option.size())) {
      message.replace(at, flag.size(), option);
    }
  }
  return message;
}

void require_option(bool sensible, const char* must) {
  if (!sensible) throw Error(ErrorKind::usage, must);
}

void require_decimal(char decimal) { require_option(decimal == '.' || decimal == ',', "`decimal` must be . or ,"); }
void require_threads(int threads) { require_option(threads >= 1, "`threads` must be at least 1"); }

}  // namespace strads::io

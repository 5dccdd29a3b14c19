#include "folder/fit_folder.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "strads/error.hpp"

namespace strads::folder {

FitFolder::FitFolder(std::string path) : path_(std::move(path)) {
  std::error_code ignored;
  if (!std::filesystem::exists(path_, ignored)) throw Error(ErrorKind::file, path_ + ": does not exist");
  if (!std::filesystem::is_directory(path_, ignored)) {
    throw Error(ErrorKind::file, path_ + ": is not a directory; expected the DIR that a fit wrote with --out");
  }
  summary_ = read_summary(file(summary_file));
}

std::string FitFolder::file(std::string_view name) const { return (std::filesystem::path(path_) / name).string(); }

}  // namespace strads::folder

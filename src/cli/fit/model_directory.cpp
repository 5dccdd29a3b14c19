#include "cli/fit/model_directory.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "folder/names.hpp"
#include "strads/error.hpp"

namespace strads::cli {

std::string read_text(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw Error(ErrorKind::file, path + ": is a directory");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || file.bad()) {
    throw Error(ErrorKind::file, path + ": cannot be read: " + std::generic_category().message(errno));
  }
  return text.str();
}

ModelDirectory::ModelDirectory(std::string path) : path_(std::move(path)) {
  std::error_code ignored;
  if (!std::filesystem::exists(path_, ignored)) throw Error(ErrorKind::file, path_ + ": does not exist");
  if (!std::filesystem::is_directory(path_, ignored)) {
    throw Error(ErrorKind::file, path_ + ": is not a directory; expected the DIR that a fit wrote with --out");
  }
  summary_ = nlohmann::json::parse(read_text(file(folder::summary_file)), nullptr, false);
  command_ = from_summary([](const auto& summary) { return summary.at("command").template get<std::string>(); });
  if (command_ != "lasso" && command_ != "mf") refuse();
}

void ModelDirectory::refuse() const {
  throw Error(
      ErrorKind::malformed,
      file(folder::summary_file) + ": expected the summary of `strads lasso` or `strads mf`, found something else");
}

}  // namespace strads::cli

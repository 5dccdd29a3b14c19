#include "io/output/directory.hpp"

#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <vector>

#include "strads/error.hpp"

namespace strads::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& shown, const std::string& what) {
  throw Error(ErrorKind::file, shown + ": " + what);
}

fs::path absolute_of(const std::string& path) {
  std::error_code error;
  fs::path result = fs::weakly_canonical(fs::absolute(path), error);
  if (error) fail(path, "cannot be used as output directory: " + error.message());
  if (!result.has_filename()) result = result.parent_path();
  return result;
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

OutputDirectory::OutputDirectory(const std::string& path, bool force, std::span<const std::string_view> own)
    : own_(own), shown_(without_slash(path)), target_(absolute_of(path)), temporary_(sibling("tmp")), force_(force) {
  check();
}

OutputDirectory::~OutputDirectory() {
  std::error_code ignored;
  if (made_) fs::remove_all(temporary_, ignored);
}

fs::path OutputDirectory::sibling(std::string_view kind) const {
  return target_.parent_path() /
         ("." + target_.filename().string() + "." + std::string(kind) + "-" + std::to_string(::getpid()));
}

void OutputDirectory::check() const {
  if (target_ == target_.root_path()) fail(shown_, "is the root of the file system");
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (std::mismatch(target_.begin(), target_.end(), here.begin(), here.end()).first == target_.end()) {
    fail(shown_, "is where the command runs, and would be replaced: name a directory in it");
  }
  const auto kind = fs::status(target_, error).type();
  if (fs::exists(fs::file_status(kind)) && kind != fs::file_type::directory) {
    fail(shown_, "exists and is not a directory");
  }
  if (kind == fs::file_type::directory && !force_) {
    const bool empty = fs::is_empty(target_, error);
    if (error) fail(shown_, "cannot be read: " + error.message());
    if (!empty) fail(shown_, "exists and is not empty; --force would replace the results in it");
  }
  // The nearest ancestor that exists must let us make a directory: making one is the only sure test.
  fs::path parent = target_.parent_path();
  while (!fs::exists(parent, error) && parent.has_relative_path()) parent = parent.parent_path();
  if (!fs::is_directory(parent, error)) fail(shown_, parent.string() + " is not a directory");
  const fs::path probe = parent / temporary_.filename();
  if (!fs::create_directory(probe, error) || error) {
    fail(shown_, "cannot be made: " + (error ? error.message() : probe.string() + " is in the way"));
  }
  fs::remove(probe, error);
}

fs::path OutputDirectory::place(const std::string& name) {
  if (!made_) {
    std::error_code error;
    fs::create_directories(temporary_.parent_path(), error);
    if (!error) made_ = fs::create_directory(temporary_, error);
    if (!made_) fail(shown_, "cannot be made: " + (error ? error.message() : temporary_.string() + " is in the way"));
  }
  return temporary_ / name;
}

void OutputDirectory::write_text(const std::string& name, std::string_view text) {
  write(name, [&](OutputFile& file) { file.write(text); });
}

void OutputDirectory::commit() {
  std::error_code error;
  if (force_ && fs::is_directory(target_, error) && !fs::is_empty(target_, error)) {
    replace();
  } else {
    fs::rename(temporary_, target_, error);
    if (error) fail(shown_, "cannot be made: " + error.message());
  }
  made_ = false;
}

// Swaps the new directory in, then brings over what was not ours.
void OutputDirectory::replace() {
  std::error_code error;
  std::vector<fs::path> kept;
  for (fs::directory_iterator entry(target_, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const bool own = std::find(own_.begin(), own_.end(), name) != own_.end();
    if (!own && !fs::exists(temporary_ / name)) kept.emplace_back(name);
  }
  if (error) fail(shown_, "cannot be read: " + error.message());

  const fs::path old = sibling("old");
  fs::rename(target_, old, error);
  if (error) fail(shown_, "cannot be replaced: " + error.message());
  fs::rename(temporary_, target_, error);
  if (error) {
    std::error_code ignored;
    fs::rename(old, target_, ignored);
    fail(shown_, "cannot be replaced: " + error.message());
  }
  for (const auto& name : kept) {
    fs::rename(old / name, target_ / name, error);
    if (error) fail(shown_, "is written, but " + (old / name).string() + " cannot be moved there: " + error.message());
  }
  fs::remove_all(old, error);
}

}  // namespace strads::io

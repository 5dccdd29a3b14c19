#include "io/output/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16U;

[[noreturn]] void fail(const std::string& shown, std::string_view what, int error) {
  throw Error(ErrorKind::file, shown + ": " + std::string(what) + ": " + std::generic_category().message(error));
}

}  // namespace

OutputFile::OutputFile(const std::filesystem::path& path, std::string shown)
    : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)), shown_(std::move(shown)) {
  if (descriptor_ < 0) fail(shown_, "cannot be written", errno);
  buffer_.reserve(buffer_size);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void OutputFile::write(std::string_view text) {
  if (buffer_.size() + text.size() > buffer_size) flush();
  if (text.size() > buffer_size) return put(text);
  buffer_ += text;
}

void OutputFile::flush() {
  put(buffer_);
  buffer_.clear();
}

void OutputFile::put(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor_, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(shown_, "cannot be written", errno);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

void OutputFile::close() {
  flush();
  // Network file systems report a full disk here.
  if (::close(std::exchange(descriptor_, -1)) != 0) fail(shown_, "cannot be written", errno);
}

std::filesystem::path AtomicFile::checked_temporary(const std::string& path, bool force) {
  std::error_code ignored;
  const std::filesystem::path target(path);
  if (target.filename().empty() || std::filesystem::is_directory(target, ignored)) {
    throw Error(ErrorKind::file, path + ": is a directory, not a file to write");
  }
  if (std::filesystem::exists(target, ignored) && !std::filesystem::is_regular_file(target, ignored)) {
    throw Error(ErrorKind::file, path + ": is not a plain file");  // a rename would put one in a device's place
  }
  if (!force && std::filesystem::exists(target, ignored)) {
    throw Error(ErrorKind::file, path + ": exists already; --force would replace it");
  }
  return target.parent_path() / ("." + target.filename().string() + ".tmp-" + std::to_string(::getpid()));
}

AtomicFile::AtomicFile(const std::string& path, bool force)
    : path_(path), temporary_(checked_temporary(path, force)), file_(temporary_, path) {}

AtomicFile::~AtomicFile() {
  std::error_code ignored;
  if (!done_) std::filesystem::remove(temporary_, ignored);
}

void AtomicFile::commit() {
  file_.close();
  std::error_code error;
  std::filesystem::rename(temporary_, path_, error);
  if (error) fail(path_, "cannot be written", error.value());
  done_ = true;
}

}  // namespace strads::io

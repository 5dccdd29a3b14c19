// Files that appear whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace strads::io {

// A new file, written through a buffer. Every failure (no permission, disk full) is Error (file) and names `shown`.
// Destroying it without `close` abandons what was written; the file stays for its owner to remove.
class OutputFile {
 public:
  // Creates `path`, which must not exist. `shown` is the name that a complaint uses.
  OutputFile(const std::filesystem::path& path, std::string shown);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text);
  void close();

 private:
  void flush();
  void put(std::string_view text) const;  // past the buffer

  int descriptor_ = -1;
  std::string shown_;
  std::string buffer_;
};

// A file that is written beside its final place and renamed there by `commit`. Destroying it uncommitted leaves
// nothing behind. Missing parent directories are an Error (file).
class AtomicFile {
 public:
  // Refuses an existing `path` unless `force`; what is no plain file always.
  AtomicFile(const std::string& path, bool force);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view text) { file_.write(text); }
  void commit();

 private:
  static std::filesystem::path checked_temporary(const std::string& path, bool force);

  std::string path_;
  std::filesystem::path temporary_;
  OutputFile file_;
  bool done_ = false;
};

}  // namespace strads::io

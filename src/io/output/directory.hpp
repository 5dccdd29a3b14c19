// The output directory of a command: it appears whole or not at all.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "io/output/file.hpp"

namespace strads::io {

// Life: construct before any long work (all that can be checked then is checked, and nothing is left on disk), `write`
// each file into a temporary sibling `.DIR.tmp-PID`, `commit` renames it to DIR. Destroying it uncommitted removes the
// temporary. Missing parent directories are created by the first `write`. Every failure is Error (file). One thread.
class OutputDirectory {
 public:
  // Refuses: a path that is a file; a directory with anything in it unless `force`; a parent that cannot be written;
  // the working directory, or one above it, which would be pulled away from under whoever runs the command. With
  // `force`, files of an earlier run go: those written anew, and those named in `own`, which must outlive this. Others
  // are kept.
  OutputDirectory(const std::string& path, bool force, std::span<const std::string_view> own = {});
  ~OutputDirectory();
  OutputDirectory(const OutputDirectory&) = delete;
  OutputDirectory& operator=(const OutputDirectory&) = delete;

  // `fill(file)` writes the content of the new file `name` into the OutputFile it is given.
  template <class Fill>
  void write(const std::string& name, Fill&& fill) {
    OutputFile file(place(name), shown_ + "/" + name);
    fill(file);
    file.close();
  }
  void write_text(const std::string& name, std::string_view text);

  void commit();

  [[nodiscard]] std::string name() const { return target_.filename().string(); }
  // Where the files written so far lie until `commit`.
  [[nodiscard]] std::string written() const { return temporary_.string(); }

 private:
  void check() const;
  void replace();
  [[nodiscard]] std::filesystem::path sibling(std::string_view kind) const;
  std::filesystem::path place(const std::string& name);

  std::span<const std::string_view> own_;
  std::string shown_;             // as the user wrote it, without a trailing slash
  std::filesystem::path target_;  // absolute
  std::filesystem::path temporary_;
  bool force_;
  bool made_ = false;
};

}  // namespace strads::io

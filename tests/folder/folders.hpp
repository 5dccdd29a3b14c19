// Folders of fits: written by the writers that commands use, and tampered with.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "folder/summary.hpp"
#include "io/files.hpp"
#include "io/output/directory.hpp"
#include "strads/error.hpp"

namespace strads::folder {

// A folder `fit` with what `write` puts there; its path.
inline std::string written(const io::Files& files, const std::function<void(io::OutputDirectory&)>& write) {
  std::string path = files.path("fit");
  io::OutputDirectory directory(path, true);
  write(directory);
  directory.commit();
  return path;
}

inline std::string text_in(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What `work` throws, without the folder's path; empty when nothing.
inline std::string complaint_of(const std::string& folder, const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    std::string said = error.what();
    for (auto at = said.find(folder); at != std::string::npos; at = said.find(folder)) {
      said.replace(at, folder.size(), "DIR");
    }
    return said;
  }
  return {};
}

}  // namespace strads::folder

// Where results may be written, and that they appear whole or not at all.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <string>

#include "io/files.hpp"
#include "io/output/directory.hpp"
#include "strads/error.hpp"

using namespace strads;
namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 2> own = {"a.txt", "b.txt"};

std::string refused(const std::string& path, bool force) {
  try {
    const io::OutputDirectory directory(path, force, own);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::file);
    return error.what();
  }
  return "none";
}

std::size_t entries(const std::string& path) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
}

// Makes a directory the working one, until it goes.
class Working {
 public:
  explicit Working(const std::string& path) : before_(fs::current_path()) { fs::current_path(path); }
  ~Working() { fs::current_path(before_); }
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;

 private:
  fs::path before_;
};

}  // namespace

TEST_CASE("a fit appears whole, in place of an earlier one's files and beside those of others") {
  const io::Files files;
  const std::string at = files.path("fit");
  {
    io::OutputDirectory first(at, false, own);
    first.write_text("a.txt", "1");
    first.write_text("b.txt", "1");
    CHECK_FALSE(fs::exists(at));
    first.commit();
  }
  (void)files.write("fit/mine.txt", "kept");
  CHECK(refused(at, false) == at + ": exists and is not empty; --force would replace the results in it");
  {
    io::OutputDirectory abandoned(at, true, own);
    abandoned.write_text("a.txt", "2");
  }
  CHECK(fs::exists(at + "/b.txt"));
  {
    io::OutputDirectory second(at, true, own);
    second.write_text("a.txt", "3");
    second.commit();
  }
  CHECK(fs::file_size(at + "/mine.txt") == 4);
  CHECK(fs::exists(at + "/a.txt"));
  CHECK_FALSE(fs::exists(at + "/b.txt"));
  CHECK(entries(files.path("")) == 1);
}

TEST_CASE("what cannot become an output directory is refused before any work, and left as it is") {
  const io::Files files;
  const std::string file = files.write("file", "x");
  CHECK(refused(file, true) == file + ": exists and is not a directory");
  CHECK(refused("/", true) == "/: is the root of the file system");
  CHECK(refused(file + "/fit", true).starts_with(file + "/fit: "));
  fs::create_directories(files.path("here/below"));
  const Working working(files.path("here/below"));
  const std::string why = " is where the command runs, and would be replaced: name a directory in it";
  for (const std::string path : {".", "..", "../../here"}) CHECK(refused(path, true) == path + ":" + why);
  CHECK(refused(files.path("here/below/"), false) == files.path("here/below") + ":" + why);
  CHECK(refused("fit", false) == "none");
  CHECK(refused("../belo", false) == "none");
  CHECK(entries(".") == 0);
  CHECK(entries("..") == 1);
}

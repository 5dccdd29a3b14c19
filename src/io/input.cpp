#include "io/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sanitizer/asan_interface.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "io/inflate.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

[[noreturn]] void refuse(const std::string& path, int code) {
  throw Error(ErrorKind::file, fmt::format("{}: {}", path, std::strerror(code)));  // NOLINT(concurrency-mt-unsafe)
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : number_(path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0) refuse(path, errno);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number_); }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

void hold(Input& input, std::string bytes) {
  const auto owner = std::make_shared<const std::string>(std::move(bytes));
  input.bytes = *owner;
  input.owner = owner;
  input.mapped = false;
}

void map(Input& input, int file, std::size_t size) {
  void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (start == MAP_FAILED) refuse(input.path, errno);  // NOLINT(performance-no-int-to-ptr)
  input.bytes = {static_cast<const char*>(start), size};
  // The rest of the last page could be read unnoticed: AddressSanitizer, where it is on, is told of it.
  [[maybe_unused]] const char* end = input.bytes.data() + size;
  [[maybe_unused]] const std::size_t rest = -size % static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  ASAN_POISON_MEMORY_REGION(end, rest);
  input.owner = std::shared_ptr<const void>(start, [=](void* p) {
    ASAN_UNPOISON_MEMORY_REGION(end, rest);
    ::munmap(p, size);
  });
  input.mapped = true;
}

std::string drain(const std::string& path, int file) {
  std::string bytes;
  constexpr std::size_t chunk = 1U << 20U;
  for (;;) {
    const std::size_t had = bytes.size();
    bytes.resize(had + chunk);
    const ssize_t got = ::read(file, bytes.data() + had, chunk);
    if (got < 0 && errno != EINTR) refuse(path, errno);
    bytes.resize(had + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got == 0) return bytes;
  }
}

}  // namespace

Input open_input(const std::string& path) {
  Input input{path, {}, nullptr};
  const Descriptor file(path);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) refuse(path, errno);
  if (S_ISDIR(status.st_mode)) refuse(path, EISDIR);
  if (!S_ISREG(status.st_mode)) {
    hold(input, drain(path, file.number()));
  } else if (status.st_size > 0) {
    map(input, file.number(), static_cast<std::size_t>(status.st_size));
  }
  if (input.bytes.starts_with("\x1f\x8b")) hold(input, inflate_gzip(path, input.bytes));
  if (input.bytes.starts_with("\x28\xb5\x2f\xfd")) hold(input, inflate_zstd(path, input.bytes));
  return input;
}

void require_memory(std::string_view path, double bytes) {
  const double all = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  if (bytes <= all) return;
  throw Error(ErrorKind::memory,
              fmt::format("{}: needs {:.3g} GB of memory, the machine has {:.3g} GB", path, bytes * 1e-9, all * 1e-9));
}

}  // namespace strads::io

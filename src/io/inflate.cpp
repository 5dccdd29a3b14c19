#include "io/inflate.hpp"

#define ZLIB_CONST  // next_in points to const
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

#include "io/input.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::size_t least_room = 1U << 16U;

// Room for more output: the string doubles, while the machine has memory for it.
std::size_t make_room(std::string_view path, std::string& result, std::size_t used) {
  if (result.size() - used < least_room) {
    const std::size_t size = std::max(result.size() * 2, used + least_room);
    require_memory(path, static_cast<double>(size));
    result.resize(size);
  }
  return result.size() - used;
}

}  // namespace

std::string inflate_gzip(std::string_view path, std::string_view bytes) {
  constexpr int gzip_only = 16 + MAX_WBITS;
  constexpr std::size_t most = 1U << 30U;  // zlib counts in 32 bits
  z_stream stream{};
  if (inflateInit2(&stream, gzip_only) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> cleanup(&stream, inflateEnd);
  std::string result(std::max(least_room, bytes.size() * 4), '\0');
  std::size_t used = 0;
  std::size_t read = 0;
  for (;;) {
    const std::size_t in = std::min(bytes.size() - read, most);
    const std::size_t out = std::min(make_room(path, result, used), most);
    stream.next_in = reinterpret_cast<const Bytef*>(bytes.data() + read);
    stream.avail_in = static_cast<uInt>(in);
    stream.next_out = reinterpret_cast<Bytef*>(result.data() + used);
    stream.avail_out = static_cast<uInt>(out);
    const int status = inflate(&stream, Z_NO_FLUSH);
    read += in - stream.avail_in;
    used += out - stream.avail_out;
    if (status == Z_STREAM_END) {
      if (!bytes.substr(read).starts_with("\x1f\x8b")) break;  // trailing bytes are ignored, as gzip does
      inflateReset(&stream);
      continue;
    }
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (status != Z_OK && status != Z_BUF_ERROR) throw malformed({path}, "gzip data", "", "corrupt data");
    if (read == bytes.size() && stream.avail_out > 0) {
      throw malformed({path}, "more gzip data", "", "the end of the file");
    }
  }
  result.resize(used);
  return result;
}

std::string inflate_zstd(std::string_view path, std::string_view bytes) {
  const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
  if (!stream) throw std::bad_alloc();
  std::string result(std::max(least_room, bytes.size() * 4), '\0');
  std::size_t used = 0;
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer out{result.data() + used, make_room(path, result, used), 0};
    out.dst = result.data() + used;
    const std::size_t status = ZSTD_decompressStream(stream.get(), &out, &in);
    used += out.pos;
    if (ZSTD_isError(status) != 0) throw malformed({path}, "zstd data", "", "corrupt data");
    if (in.pos < in.size || out.pos == out.size) continue;
    if (status != 0) throw malformed({path}, "more zstd data", "", "the end of the file");
    break;
  }
  result.resize(used);
  return result;
}

}  // namespace strads::io

// NumPy .npy, versions 1 to 3: little-endian f8 f4 i1 i2 i4 i8 u1 u2 u4 u8 b1, both orders, one or two dimensions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "core/in_parallel.hpp"
#include "io/impute.hpp"
#include "io/number.hpp"
#include "io/readers.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::io {
namespace {

constexpr std::string_view magic = "\x93NUMPY";

struct Array {
  std::string type;
  bool fortran = false;
  Index rows = 0;
  Index columns = 1;
  std::string_view data;
};

// What follows `'key':` in the header's dictionary.
std::string_view value_of(const Input& input, std::string_view header, std::string_view key) {
  const auto at = header.find(fmt::format("'{}':", key));
  if (at == std::string_view::npos) {
    throw malformed({input.path}, fmt::format("'{}' in the header", key), trimmed(header.substr(0, header.find('\n'))),
                    "an empty header");
  }
  return trimmed(header.substr(at + key.size() + 3));
}

void parse_shape(const Input& input, std::string_view text, Array& array) {
  const auto shape = text.substr(0, text.find(')') + 1);
  const auto refuse = [&] {
    return malformed({input.path}, "a shape of one or two dimensions, each from 1 up", shape.empty() ? text : shape);
  };
  if (!shape.starts_with('(')) throw refuse();
  std::vector<Index> sizes;
  const char* end = shape.data() + shape.size() - 1;
  for (const char* at = shape.data() + 1; at < end;) {
    const Whole size = parse_whole(at, end);
    if (size.end == at || size.value < 1) throw refuse();
    sizes.push_back(size.value);
    at = std::find_if_not(size.end, end, [](char c) { return c == ' ' || c == ',' || c == 'L'; });
  }
  if (sizes.empty() || sizes.size() > 2) throw refuse();
  array.rows = sizes[0];
  if (sizes.size() == 2) array.columns = sizes[1];
}

Array parse_header(const Input& input) {
  const auto bytes = input.bytes;
  if (!looks_like_npy(bytes)) throw malformed({input.path}, "the first bytes of a .npy file", bytes.substr(0, 6));
  const auto byte = [&](std::size_t k) -> std::size_t {
    if (k >= bytes.size()) throw malformed({input.path}, "a .npy header", "", "the end of the file");
    return static_cast<unsigned char>(bytes[k]);
  };
  const std::size_t version = byte(6);
  if (version < 1 || version > 3) throw malformed({input.path}, "version 1, 2 or 3 of .npy", std::to_string(version));
  std::size_t length = byte(8) + (byte(9) << 8U);
  std::size_t start = 10;
  if (version > 1) {
    length += (byte(10) << 16U) + (byte(11) << 24U);
    start = 12;
  }
  if (length > bytes.size() - start) throw malformed({input.path}, "a .npy header", "", "the end of the file");
  const auto header = bytes.substr(start, length);

  Array array;
  array.data = bytes.substr(start + length);
  const auto type = value_of(input, header, "descr");
  const auto quote = type.find('\'', 1);
  if (!type.starts_with('\'') || quote == std::string_view::npos) {
    throw malformed({input.path}, "a plain number type in 'descr'", type.substr(0, 20));
  }
  array.type = type.substr(1, quote - 1);
  const auto order = value_of(input, header, "fortran_order");
  array.fortran = order.starts_with("True");
  if (!array.fortran && !order.starts_with("False")) {
    throw malformed({input.path}, "True or False as 'fortran_order'",
                    word_at(order.data(), order.data() + order.size()));
  }
  parse_shape(input, value_of(input, header, "shape"), array);
  return array;
}

// Column-major copy. Blocks of columns keep the writes of a transposition in cache.
template <class From, class To>
std::vector<To> copied(const Array& array, int threads) {
  const Index n = array.rows;
  const Index p = array.columns;
  std::vector<To> result(static_cast<std::size_t>(n * p));
  constexpr Index block = 16;
  in_parallel((p + block - 1) / block, threads, [&](Index b) {
    const Index last = std::min(p, (b + 1) * block);
    for (Index i = 0; i < n; ++i) {
      for (Index j = b * block; j < last; ++j) {
        const Index at = array.fortran ? j * n + i : i * p + j;
        From value;
        std::memcpy(&value, array.data.data() + at * static_cast<Index>(sizeof(From)), sizeof(From));
        result[static_cast<std::size_t>(j * n + i)] = static_cast<To>(value);
      }
    }
  });
  return result;
}

// The position of the least entry that is not finite, or -1. Infinite entries only, with `missing_allowed`.
template <class T>
Index first_bad(const T* values, Index n, Index p, bool missing_allowed) {
  if constexpr (std::is_floating_point_v<T>) {
    for (Index k = 0; k < n * p; ++k) {
      if (!std::isfinite(values[k]) && !(missing_allowed && std::isnan(values[k]))) return k;
    }
  }
  return -1;
}

template <class T>
void check_finite(const Input& input, const T* values, const Array& array, bool impute, const char* to_impute) {
  const Index bad = first_bad(values, array.rows, array.columns, impute);
  if (bad < 0) return;
  const Error error = malformed(
      {input.path}, fmt::format("a finite number in row {}, column {}", bad % array.rows + 1, bad / array.rows + 1),
      fmt::format("{}", values[bad]));
  const bool hints = std::isnan(values[bad]) && to_impute != nullptr;
  throw Error(error.kind(), error.what() + (hints ? std::string("; ") + to_impute : ""));
}

// A model may not need the columns where something is missing.
bool may_miss(const ReadOptions& options) { return options.impute_mean || options.wanted; }

// The way out where something is missing; null: there is none.
const char* to_impute(const ReadOptions& options) {
  if (options.wanted) return "--impute mean puts the training mean there";
  return options.vector ? nullptr : "--impute mean puts the column's mean there";
}

void fill(const Input& input, const Array& array, const ReadOptions& options, const Dense<double>::Missing& missing,
          double* values) {
  if (!options.wanted) return impute_means(input.path, array.rows, {}, missing, values);
  std::vector<double> means(static_cast<std::size_t>(array.columns), 0.0);
  for (std::size_t w = 0; w < options.wanted->numbers.size(); ++w) {
    const auto j = static_cast<std::size_t>(options.wanted->numbers[w]);
    if (j < means.size()) means[j] = options.wanted->means.empty() ? std::nan("") : options.wanted->means[w];
  }
  for (const Index place : *missing) values[place] = means[static_cast<std::size_t>(place / array.rows)];
  check_finite(input, values, array, false, to_impute(options));
}

template <class From, class To>
Dataset load_as(const Input& input, const Array& array, const ReadOptions& options) {
  constexpr Index size = sizeof(From);
  const auto held = static_cast<Index>(array.data.size());
  const bool fits = array.rows <= held / size / array.columns;
  if (!fits || array.rows * array.columns * size != held) {
    throw malformed({input.path}, fmt::format("{} x {} entries of {} bytes", array.rows, array.columns, size), "",
                    fmt::format("{} bytes", held));
  }
  const bool aligned = reinterpret_cast<std::uintptr_t>(array.data.data()) % alignof(To) == 0;  // NOLINT
  if constexpr (std::is_same_v<From, To>) {
    const auto* values = reinterpret_cast<const To*>(array.data.data());
    const bool straight = array.fortran || array.rows == 1 || array.columns == 1;
    if (straight && aligned) {
      const bool impute = may_miss(options) && first_bad(values, array.rows, array.columns, false) >= 0;
      if (!impute) {
        const std::shared_ptr<const To[]> shared(input.owner, values);
        Dataset mapped{Dense<To>(array.rows, array.columns, shared), {}, {}, "npy"};
        mapped.check = [input, array, shared, hint = to_impute(options)] {
          check_finite(input, shared.get(), array, false, hint);
        };
        if (options.check_mapped) std::exchange(mapped.check, {})();
        return mapped;
      }
      check_finite(input, values, array, impute, to_impute(options));
    }
  }
  if constexpr (std::is_same_v<To, std::int8_t>) {
    return {Dense<To>(array.rows, array.columns, copied<From, To>(array, options.threads)), {}, {}, "npy"};
  } else {
    auto values = copied<From, To>(array, options.threads);
    check_finite(input, values.data(), array, may_miss(options), to_impute(options));
    if (may_miss(options) && first_bad(values.data(), array.rows, array.columns, false) >= 0) {
      const std::shared_ptr<double[]> wide(new double[values.size()]);
      std::copy(values.begin(), values.end(), wide.get());
      const auto missing = find_missing(array.rows, array.columns, wide.get(), options.threads);
      fill(input, array, options, missing, wide.get());
      Dataset data{Dense<double>(array.rows, array.columns, wide, missing), {}, {}, "npy"};
      data.missing = missing;
      return data;
    }
    return {Dense<To>(array.rows, array.columns, std::move(values)), {}, {}, "npy"};
  }
}

Dataset load(const Input& input, const Array& array, const ReadOptions& options) {
  const std::string_view type = array.type;
  if (type == "<f8") return load_as<double, double>(input, array, options);
  if (type == "<f4") return load_as<float, float>(input, array, options);
  if (type == "|i1") return load_as<std::int8_t, std::int8_t>(input, array, options);
  if (type == "<i2") return load_as<std::int16_t, double>(input, array, options);
  if (type == "<i4") return load_as<std::int32_t, double>(input, array, options);
  if (type == "<i8") return load_as<std::int64_t, double>(input, array, options);
  if (type == "|u1" || type == "|b1") return load_as<std::uint8_t, double>(input, array, options);
  if (type == "<u2") return load_as<std::uint16_t, double>(input, array, options);
  if (type == "<u4") return load_as<std::uint32_t, double>(input, array, options);
  if (type == "<u8") return load_as<std::uint64_t, double>(input, array, options);
  // Other widths and byte orders of numbers, objects and text.
  const bool converts = type.size() > 1 && std::string_view("fiubOUS").find(type[1]) != std::string_view::npos;
  const Error error = malformed({input.path}, "entries of type <f8, <f4, |i1, <i2, <i4, <i8, |u1, <u2, <u4, <u8 or |b1",
                                type, "no type");
  throw Error(error.kind(),
              std::string(error.what()) + (converts ? "; numpy.save(FILE, X.astype(\"<f8\")) writes such" : ""));
}

}  // namespace

bool looks_like_npy(std::string_view bytes) { return bytes.starts_with(magic); }

Dataset read_npy(const Input& input, const ReadOptions& options) {
  const Array array = parse_header(input);
  return load(input, array, options);
}

}  // namespace strads::io

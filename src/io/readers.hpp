// One reader a format. All take the bytes of the file, inflated; errors as in dataset.hpp.
#pragma once

#include <string_view>

#include "io/dataset.hpp"
#include "io/input.hpp"

namespace strads::io {

// True when the first line that is more than a number, and no comment, is `label index:value ...`, all of it.
[[nodiscard]] bool looks_like_libsvm(std::string_view bytes);
[[nodiscard]] bool looks_like_matrix_market(std::string_view bytes);
[[nodiscard]] bool looks_like_npy(std::string_view bytes);
[[nodiscard]] bool looks_like_bed(std::string_view bytes);

[[nodiscard]] Dataset read_libsvm(const Input& input, const ReadOptions& options);
[[nodiscard]] Dataset read_matrix_market(const Input& input, const ReadOptions& options);
[[nodiscard]] Dataset read_csv(const Input& input, const ReadOptions& options);
[[nodiscard]] Dataset read_npy(const Input& input, const ReadOptions& options);
[[nodiscard]] Dataset read_bed(const Input& input, const ReadOptions& options);

}  // namespace strads::io

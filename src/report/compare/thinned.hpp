// What is drawn of a long line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace strads::report {

// At most about `most` of the positions below `count`: every k-th, and the last.
[[nodiscard]] inline std::vector<std::size_t> thinned(std::size_t count, std::size_t most) {
  std::vector<std::size_t> out;
  const std::size_t stride = std::max<std::size_t>((count + most - 1) / most, 1);
  for (std::size_t k = 0; k < count; k += stride) out.push_back(k);
  if (count > 0 && (count - 1) % stride != 0) out.push_back(count - 1);
  return out;
}

}  // namespace strads::report

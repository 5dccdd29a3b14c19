// Arrays that are written whole after they are made: not filled with zeros first, on huge pages when they are big
// (ordinary pages come one fault each 4 KiB, which cost as much as parsing the text that fills them).
#pragma once

#include <sys/mman.h>

#include <cstdlib>
#include <memory>
#include <new>

#include "strads/problem.hpp"

namespace strads::io {

template <class T>
std::shared_ptr<T[]> big_array(Index count) {
  constexpr std::size_t huge_page = std::size_t{1} << 21U;
  const auto bytes = (static_cast<std::size_t>(count) * sizeof(T) + huge_page - 1) / huge_page * huge_page;
  if (bytes <= huge_page) return std::make_shared_for_overwrite<T[]>(static_cast<std::size_t>(count));
  void* memory = std::aligned_alloc(huge_page, bytes);
  if (memory == nullptr) throw std::bad_alloc();
  ::madvise(memory, bytes, MADV_HUGEPAGE);  // a wish: without it the array is only slower to fill
  return {static_cast<T*>(memory), [](T* p) { std::free(p); }};
}

}  // namespace strads::io

// Arrays on huge pages (big_vector.hpp) that several owners keep alive. Not filled with zeros.
#pragma once

#include <memory>

#include "strads/index.hpp"
#include "strads/linalg/big_vector.hpp"

namespace strads::io {

template <class T>
std::shared_ptr<T[]> big_array(Index count) {
  const auto size = static_cast<std::size_t>(count);
  return {BigAllocator<T>().allocate(size), [size](T* array) { BigAllocator<T>().deallocate(array, size); }};
}

}  // namespace strads::io

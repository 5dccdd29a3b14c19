// A std::vector for arrays that are written whole after they are made: growing it does not fill it with zeros, and big
// ones lie on huge pages (ordinary pages come one fault each 4 KiB, which costs more than filling them).
#pragma once

#include <sys/mman.h>

#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace strads {

template <class T>
struct BigAllocator {
  using value_type = T;

  BigAllocator() = default;
  template <class U>
  explicit BigAllocator(const BigAllocator<U>& /*other*/) {}

  T* allocate(std::size_t count) {
    constexpr std::size_t huge_page = std::size_t{1} << 21U;
    if (count > static_cast<std::size_t>(-1) / (2 * sizeof(T))) throw std::bad_array_new_length();
    std::size_t bytes = count * sizeof(T);
    if (bytes < huge_page) return static_cast<T*>(::operator new(bytes, std::align_val_t(alignof(T))));
    bytes = (bytes + huge_page - 1) / huge_page * huge_page;
    void* memory = std::aligned_alloc(huge_page, bytes);
    if (memory == nullptr) throw std::bad_alloc();
    ::madvise(memory, bytes, MADV_HUGEPAGE);  // a wish: without it the array is only slower to fill
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < (std::size_t{1} << 21U)) {
      ::operator delete(memory, std::align_val_t(alignof(T)));
    } else {
      std::free(memory);
    }
  }
  // Without a value an element is left as the memory is.
  template <class U>
  void construct(U* /*at*/) {}
  template <class U, class... Values>
  void construct(U* at, Values&&... values) {
    ::new (static_cast<void*>(at)) U(std::forward<Values>(values)...);
  }
  friend bool operator==(const BigAllocator& /*a*/, const BigAllocator& /*b*/) { return true; }
};

// For trivial T only. resize(n) leaves new elements undefined.
template <class T>
using BigVector = std::vector<T, BigAllocator<T>>;

}  // namespace strads

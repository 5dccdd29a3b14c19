// Cross products of dense columns, packed as doubles.
#include "linalg/packed_cross.hpp"
#include "strads/linalg/dense.hpp"

namespace strads {

template <class T>
void Dense<T>::cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
                     double* out) const {
  const auto pack = [this](Index j, Index row, Index n, double centre, double* to) {
    const T* from = column(j) + row;
#pragma omp simd
    for (Index i = 0; i < n; ++i) to[i] = static_cast<double>(from[i]) - centre;
  };
  packed::cross(rows_, as, centres, bs, pack, out);
}

template void Dense<double>::cross(std::span<const Index>, std::span<const double>, std::span<const Index>,
                                   double*) const;
template void Dense<float>::cross(std::span<const Index>, std::span<const double>, std::span<const Index>,
                                  double*) const;
template void Dense<std::int8_t>::cross(std::span<const Index>, std::span<const double>, std::span<const Index>,
                                        double*) const;

}  // namespace strads

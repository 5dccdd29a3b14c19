// Cross products of genotypes in whole numbers.
//
// A call counts as x = 1 + z, z = h + f m: h is -1, 0 or 1, m is 1 where the call is missing, and f what it then counts
// as, less 1. So sums of products of z are four products of such vectors, which are exact, times known factors.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "strads/index.hpp"

namespace strads {

// Where the calls of a matrix lie.
struct Calls {
  const unsigned char* codes = nullptr;  // of the first variant
  Index bytes = 0;                       // of a variant
  Index people = 0;
  const std::vector<std::uint64_t>& kept;  // the lower bits of the calls of people that are rows
  const std::vector<double>& missing;      // what a missing call of each variant counts as
};

// out[a * bs.size() + b] = sum_i (x(i, as[a]) - centres[a]) * x(i, bs[b]).
void cross(const Calls& calls, std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
           double* out);

}  // namespace strads

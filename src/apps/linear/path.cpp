#include "apps/linear/path.hpp"

namespace strads::linear {
namespace {

// The defaults of glmnet.control.
constexpr std::size_t least_points = 5;   // mnlam
constexpr double most_explained = 0.999;  // devmax
constexpr double least_gain = 1e-5;       // fdev

}  // namespace

PathEnd path_end(const Settings& settings, std::span<const Point> points) {
  const bool one_by_one = settings.path || !settings.lambdas.empty();
  if (one_by_one || settings.whole_path || points.size() < least_points) return PathEnd::last_lambda;
  const double now = points.back().explained;
  if (now > most_explained) return PathEnd::explained;
  const double gain = now - points[points.size() - 2].explained;
  return settings.tol <= least_gain && gain < least_gain * now ? PathEnd::no_gain : PathEnd::last_lambda;
}

std::string_view name(PathEnd end) {
  switch (end) {
    case PathEnd::last_lambda:
      return "last lambda";
    case PathEnd::explained:
      return "explained";
    case PathEnd::no_gain:
      return "no gain";
    case PathEnd::observer:
      break;
  }
  return "observer";
}

}  // namespace strads::linear

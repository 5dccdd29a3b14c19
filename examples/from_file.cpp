// A lasso path on a file, whatever its format, and the model of its last point by the names of the columns:
//
//   from_file FILE RESPONSE_COLUMN
#include <cstdio>
#include <string>

#include "strads/error.hpp"
#include "strads/io.hpp"
#include "strads/lasso.hpp"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "from_file FILE RESPONSE_COLUMN\n");
    return 2;
  }
  try {
    const auto file = strads::read_matrix(argv[1], {.target = argv[2]});
    std::printf("%s, %d rows, %d columns\n", file.format.c_str(), static_cast<int>(file.X.rows()),
                static_cast<int>(file.X.columns()));
    const auto path = strads::lasso::fit(file.X, file.y, {.path = 50});
    const auto& last = path.points.back();
    std::printf("%s = %.3f", argv[2], last.intercept);
    for (std::size_t k = 0; k < last.index.size(); ++k) {
      const auto j = static_cast<std::size_t>(last.index[k]);
      const std::string name = file.names.empty() ? "x" + std::to_string(j) : file.names[j];
      std::printf(" %+.3f %s", last.value[k], name.c_str());
    }
    std::printf("\n");
  } catch (const strads::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return error.exit_code();
  }
}

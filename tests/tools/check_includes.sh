#!/usr/bin/env bash
# Plants violations in a small tree and expects tools/check_includes to find each of them, and none in the clean tree.
set -euo pipefail
check=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/tools/check_includes
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

plant() {  # FILE LINE
  mkdir -p "$tree/$(dirname "$1")"
  printf '%s\n' "$2" >"$tree/$1"
}
plant src/engine/flow.cpp '#include <oneapi/tbb/flow_graph.h>'
plant src/engine/serial.cpp '#include "strads/scheduler.hpp"'
plant src/schedule/sampler.cpp '#include "strads/scheduler.hpp"'
plant src/schedule/comment.cpp '// std::cout and tbb/ may be named in comments'
plant src/linalg/dense.cpp '#include "strads/linalg/dense.hpp"'
plant src/io/npy.cpp '#include "strads/linalg/matrix.hpp"'
plant src/io/write.cpp 'void w(FILE* f) { fmt::print(f, "{}", 1); }'
plant src/apps/linear/fit.cpp '#include "apps/linear/problem/linear_problem.hpp"'
plant src/apps/mf/fit.cpp '#include "strads/engine.hpp"'
plant src/report/page/page.cpp '#include "report/compare/comparison.hpp"'
plant src/cli/main.cpp '#include <iostream>'
plant src/cli/terminal/help.cpp '#include <CLI/CLI.hpp>'
plant include/strads/engine.hpp '#include "strads/problem.hpp"'
plant README.md 'see https://example.org/home/page and ../shared/data'
if ! words=$("$check" "$tree"); then
  printf 'the clean tree is refused:\n%s\n' "$words"
  failed=1
fi

planted=()
violate() {  # FILE LINE
  plant "$1" "$2"
  planted+=("$1")
}
violate src/schedule/bad1.cpp '#include <Eigen/Dense>'
violate src/schedule/bad2.cpp '#include <tbb/parallel_for.h>'
violate src/schedule/bad3.hpp '  #  include <oneapi/tbb.h>'
violate src/schedule/bad4.cpp '#include "engine/serial.hpp"'
violate src/schedule/bad5.cpp '#include "strads/engine.hpp"'
violate src/schedule/bad6.cpp '#include <thread>'
violate src/schedule/bad7.cpp '#include "strads/engine_settings.hpp"'
violate src/schedule/bad8.cpp '#include <strads/engine.hpp>'
violate include/strads/scheduler_settings.hpp '#include "strads/cluster.hpp"'
violate include/strads/error.hpp '#include "strads/problem.hpp"'
violate include/strads/linear.hpp '#include "apps/linear/penalty.hpp"'
violate include/strads/factors.hpp '#include "linalg/float_lanes.hpp"'
violate include/strads/unplaced.hpp '#include "strads/index.hpp"'
violate include/strads/strads.h '#include "io/text.hpp"'
violate src/c/bad1.cpp '#include "apps/linear/penalty.hpp"'
violate src/c/bad2.cpp '#include "io/text.hpp"'
violate src/core/bad1.cpp '#include "engine/executors.hpp"'
violate src/io/bad3.cpp '#include "strads/problem.hpp"'
violate src/io/bad4.cpp '#include "io/tables/columns.hpp"'
violate src/io/tables/bad1.cpp '#include "io/genotypes/plink.hpp"'
violate src/io/ratings/bad1.cpp '#include "io/tables/columns.hpp"'
violate src/io/output/bad1.cpp '#include "io/text.hpp"'
violate src/io/bad5.cpp '#include "io/door/words.hpp"'
violate src/io/door/bad1.cpp '#include "strads/linear.hpp"'
violate include/strads/io.hpp '#include "io/dataset.hpp"'
violate src/linalg/bad2.cpp '#include "strads/problem.hpp"'
violate src/report/bad4.cpp '#include "strads/problem.hpp"'
violate src/engine/bad1.cpp '#include <tbb/flow_graph.h>'
violate tests/engine/bad1.cpp '#include "oneapi/tbb/flow_graph.h"'
violate src/engine/bad2.cpp '#include "strads/linear.hpp"'
violate src/linalg/bad1.cpp '#include "engine/serial.hpp"'
violate src/io/bad1.cpp '#include "strads/linear.hpp"'
violate src/io/bad2.cpp '#include "strads/engine.hpp"'
violate src/generate/bad1.cpp '#include "strads/linear.hpp"'
violate src/generate/bad2.cpp '#include "folder/columns.hpp"'
violate src/folder/bad1.cpp '#include "cli/terminal/words.hpp"'
violate src/folder/bias_lines.hpp '#include "folder/columns.hpp"'
violate src/report/bad1.cpp '#include "strads/linear.hpp"'
violate src/report/bad2.cpp '#include "engine/trace.hpp"'
violate src/report/compare/bad1.cpp '#include "report/page/page.hpp"'
violate src/report/svg/bad1.cpp '#include "report/page/page.hpp"'
violate src/report/page/bad1.cpp '#include "report/svg/figures.hpp"'
violate src/apps/linear/loss/bad1.cpp '#include "apps/linear/state/residual.hpp"'
violate src/apps/linear/state/bad1.cpp '#include "apps/linear/gram/gram_cache.hpp"'
violate src/apps/linear/gram/bad1.cpp '#include "apps/linear/block/block_solver.hpp"'
violate src/apps/linear/screening/bad1.cpp '#include "apps/linear/gram/gram_cache.hpp"'
violate src/apps/linear/block/bad1.cpp '#include "apps/linear/screening/gradient.hpp"'
violate src/apps/linear/problem/bad1.cpp '#include "apps/linear/path.hpp"'
violate src/apps/linear/bad1.cpp '#include "strads/mf.hpp"'
violate src/apps/mf/bad1.cpp '#include "../linear/linear.hpp"'
violate src/apps/mf/bad2.cpp '#include "io/npy.hpp"'
violate src/apps/mf/row/bad1.cpp '#include "apps/mf/descent.hpp"'
violate src/apps/mf/state/bad1.cpp '#include "apps/mf/row/row_solver.hpp"'
violate src/apps/third/bad1.cpp '#include "strads/engine.hpp"'
violate include/strads/bad1.hpp '#include "io/npy.hpp"'
violate src/engine/bad3.cpp '#include <iostream>'
violate src/apps/linear/bad2.cpp 'void f() { std::cerr << 1; }'
violate src/apps/linear/bad3.cpp 'void f() { printf("x"); }'
violate src/apps/linear/bad4.cpp 'void f() { std::fprintf(stderr, "x"); }'
violate src/report/bad3.cpp 'void f() { fmt::print("x"); }'
violate include/strads/bad2.hpp 'inline void f() { fmt::print(stderr, "x"); }'
violate src/cli/bad1.hpp '#include <CLI/CLI.hpp>'
violate src/cli/terminal/bad1.cpp '#include "cli/fit/common_options.hpp"'
violate src/cli/fit/bad1.cpp '#include "cli/linear/run.hpp"'
violate src/cli/linear/bad1.cpp '#include "cli/mf/run.hpp"'
violate src/cli/mf/bad1.cpp '#include "cli/commands/predict.hpp"'
place=/home
violate tools/bad "data=$place/someone/data"

if words=$("$check" "$tree"); then
  echo "nothing was found in the tree with violations"
  failed=1
fi
for file in "${planted[@]}"; do
  [[ $words == *"$file:1:"* ]] || { echo "not found: $file: $(<"$tree/$file")"; failed=1; }
done
for file in src/engine/flow.cpp src/schedule/comment.cpp src/io/write.cpp src/cli/main.cpp README.md; do
  [[ $words != *"$file:"* ]] || { echo "wrongly refused: $file"; failed=1; }
done
exit "$failed"

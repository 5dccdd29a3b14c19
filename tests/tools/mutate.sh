#!/usr/bin/env bash
# A planted program with a test that sees one slip and misses another: tools/mutate tells the two apart, leaves the tree as
# it is, and does not try again what its log holds.
set -euo pipefail
mutate=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/tools/mutate
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
fail() { printf '%s\n' "$@"; exit 1; }

mkdir -p "$tree"/src/limits "$tree"/tests
cat >"$tree/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(planted LANGUAGES CXX)
add_executable(test_limits src/limits/limits.cpp tests/main.cpp)
set_target_properties(test_limits PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
END
cat >"$tree/src/limits/limits.cpp" <<'END'
// 0 < 1 in a comment is no code, nor is "1 < 2" in a string.
bool below(int value, int limit) { return value < limit; }
int sum(const int* values, int count) {
  int total = 0;
  for (int k = 0; k < count; ++k) total += values[k];
  return total;
}
END
cat >"$tree/tests/main.cpp" <<'END'
bool below(int value, int limit);
int sum(const int* values, int count);
int main() {
  const int values[] = {1, 2, 3};
  return below(1, 2) && !below(2, 1) && sum(values, 3) == 6 ? 0 : 1;
}
END
sum=$(find "$tree" -type f -print0 | sort -z | xargs -0 cat | cksum)

survivors=$("$mutate" --root "$tree" src/limits 2>"$tree/words") && fail "survivors, but exit code 0"
[[ $survivors == "src/limits/limits.cpp:2: bool below(int value, int limit) { return value < limit; } -> \
bool below(int value, int limit) { return value <= limit; }" ]] || fail "other survivors:" "$survivors"
grep -q '^4 mutants: 3 killed, 1 survived, 0 not built$' "$tree/words" || fail "other counts:" "$(cat "$tree/words")"
rm "$tree/words"
[[ $(find "$tree" -type f ! -path '*/build/*' -print0 | sort -z | xargs -0 cat | cksum) == "$sum" ]] || fail "the tree was changed"

echo 'nothing that builds' >"$tree/CMakeLists.txt"
"$mutate" --root "$tree" src/limits --only 'total' >/dev/null 2>&1 || fail "what the log holds was tried again"
"$mutate" --root "$tree" src/limits --list --sample 2 | grep -c . | grep -qx 2 || fail "not as many as asked for"

#!/usr/bin/env bash
# examples/ against an installed tree, outside the repository: with g++, and with clang++ where there is one. What they
# print is looked at.
#
#   tests/tools/examples.sh BUILD_FOLDER
set -euo pipefail
build=$1
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset CXXFLAGS CMAKE_PREFIX_PATH
cmake --install "$build" --prefix "$scratch/installed" >"$scratch/log" || { cat "$scratch/log"; exit 1; }
cp -r "$source/examples" "$scratch/source"

# What users are given names no folder of ours, no flag and no library that only we compile with.
config=("$scratch"/installed/lib*/cmake/strads "$scratch"/installed/lib*/*/cmake/strads)
for leak in "$source" Werror march Eigen CLI11 nlohmann "/libzstd" "/libfmt"; do
  if grep -rn -- "$leak" "${config[@]}" 2>/dev/null; then echo "$leak leaks"; exit 1; fi
done

printf 'size;age;price\n' >"$scratch/houses.csv"
for k in {1..30}; do echo "$k;$((k * k % 7));$((3 * k + 10))"; done >>"$scratch/houses.csv"

expect() {  # PROGRAM PATTERN ARGUMENT...
  local said
  said=$("$scratch/$compiler/$1" "${@:3}" 2>"$scratch/errors") || { echo "$compiler: $1 fails"; cat "$scratch/errors"; exit 1; }
  [[ $said =~ $2 ]] || { printf '%s: %s does not say "%s" but:\n%s\n' "$compiler" "$1" "$2" "$said"; exit 1; }
}
for compiler in g++ clang++; do
  if [[ $compiler == g++ ]]; then c=gcc; else c=clang; fi
  command -v "$compiler" >/dev/null || continue
  {
    cmake -S "$scratch/source" -B "$scratch/$compiler" -D CMAKE_PREFIX_PATH="$scratch/installed" \
      -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_C_COMPILER="$c" -D CMAKE_C_FLAGS="-Wall -Wextra -Werror" -D CMAKE_CXX_FLAGS="-Wall -Wextra -Werror"
    cmake --build "$scratch/$compiler"
  } >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
  expect lasso "certified: yes"
  odd='item [0-9]*[13579] \([0-9.]*\)'
  expect mf "user 1:  $odd  $odd  $odd"
  expect own_model "converged after"
  expect from_file "price = 1[0-9.]* \+[23][0-9.]* size" "$scratch/houses.csv" price
  expect c_lasso "row 7: 17.0, predicted 17.0"
  expect progress "interrupted after 11 of 100 points"
  expect c_progress "interrupted after 1[0-9] of 100 points"
done

# What strads::io stands on is asked for where it was built, and nowhere else.
without=(-D CMAKE_PREFIX_PATH="$scratch/installed" -DCMAKE_DISABLE_FIND_PACKAGE_{fmt,ZLIB,zstd}=ON)
configure() { cmake -S "$scratch/source" -B "$scratch/$1" "${without[@]}" >"$scratch/log" 2>&1; }
if configure asked; then echo "nobody asks for what strads::io stands on"; exit 1; fi
for package in fmt ZLIB zstd; do
  grep -q "FIND_PACKAGE_$package" "$scratch/log" || { echo "$package is not asked for"; cat "$scratch/log"; exit 1; }
done
find "$scratch/installed" -name 'strads-io-targets*' -delete
configure bare || { cat "$scratch/log"; exit 1; }

# As part of somebody's project: it configures without what only the program needs, and their sources are compiled as
# they say.
mkdir "$scratch/whole"
cat >"$scratch/whole/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(whole LANGUAGES CXX)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_subdirectory("$source" strads)
add_executable(lasso "$scratch/source/lasso.cpp")
target_link_libraries(lasso PRIVATE strads::linear strads::mf)
END
absent=(-DCMAKE_DISABLE_FIND_PACKAGE_{CLI11,nlohmann_json,doctest}=ON)
cmake -S "$scratch/whole" -B "$scratch/whole/reads" "${absent[@]}" -D STRADS_IO=ON >"$scratch/log" 2>&1 ||
  { cat "$scratch/log"; exit 1; }
absent+=(-DCMAKE_DISABLE_FIND_PACKAGE_{fmt,ZLIB,zstd}=ON)
cmake -S "$scratch/whole" -B "$scratch/whole/build" "${absent[@]}" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
theirs=$(grep '"command".*source/lasso.cpp' "$scratch/whole/build/compile_commands.json")
[[ $theirs == *"-I$source/include "* && $theirs == *-std=gnu++20* ]] || { echo "not enough: $theirs"; exit 1; }
leaks=" -W| -m|$source/src"
[[ ! $theirs =~ $leaks ]] || { echo "too much: $theirs"; exit 1; }

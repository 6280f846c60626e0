#!/bin/bash
# usage: test/coverage.sh BUILD. Line coverage of src/ over all tests; the table is printed, the total last.
set -eu
build=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
cmake -S "$root" -B "$build-coverage" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DDP_COVERAGE=ON -DDP_PACK_FILE="$build/depeche.pack" -DDP_WEB=OFF >/dev/null
cmake --build "$build-coverage"
find "$build-coverage" -name '*.gcda' -delete
ctest --test-dir "$build-coverage" -j "$(nproc)" --output-on-failure
# The pack compiler's code runs when the pack is built: run it here as well.
"$build-coverage/depeche-pack" --root "$root" --data "$build/data" --output "$build-coverage/depeche.pack" >/dev/null
lcov --quiet --capture --directory "$build-coverage" --output-file "$build-coverage/all.info"
lcov --quiet --extract "$build-coverage/all.info" "$root/src/*" --output-file "$build-coverage/src.info"
lcov --list "$build-coverage/src.info"

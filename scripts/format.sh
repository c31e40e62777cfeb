#!/usr/bin/env bash
# Formats all C++ of the tree with the house style; --check only looks.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files '*.cpp' '*.hpp')
[ ${#files[@]} -gt 0 ] || exit 0
if [ "${1:-}" = "--check" ]; then
  clang-format --dry-run -Werror "${files[@]}"
  echo "format: ${#files[@]} files in order"
else
  clang-format -i "${files[@]}"
fi

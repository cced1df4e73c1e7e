#!/usr/bin/env bash
# sameness.sh ROOT: two copies of a site, built under different folder, clock zone, language, umask,
# threads, file times and order of files in their folders, are the same byte for byte.
set -euo pipefail

root=$(cd "$1" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

copy() { # copy FOLDER SORT_OPTION: files are made in that order, so some file systems list them in it
  mkdir -p "$1"
  (cd "$root" && find throughline.yaml content templates static themes words editions -type f 2>/dev/null || true) |
    LC_ALL=C sort $2 >"$work/list"
  tar -C "$root" --no-recursion -cf - -T "$work/list" | tar -C "$1" -xf -
}

mkdir "$work/one"
copy "$work/one/site" ''
copy "$work/another place/deeper/copy" -r
find "$work/one/site" -exec touch -d '2001-02-03 04:05:06' {} +
find "$work/another place" -exec touch -d '2031-12-31 23:59:59' {} +

(umask 022 && cd "$work/one/site" &&
  TZ=Pacific/Kiritimati LANG=C LC_ALL=C RAYON_NUM_THREADS=1 HOME=$work/one \
    "$THROUGHLINE_BIN" build --out "$work/one/public")
(umask 077 && cd / &&
  TZ=America/St_Johns LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 RAYON_NUM_THREADS=5 SOURCE_DATE_EPOCH=1 \
    "$THROUGHLINE_BIN" --root "$work/another place/deeper/copy" build --out "$work/another place/out")

files=$(find "$work/one/public" -type f | wc -l)
if [ "$files" -lt 2 ]; then echo "only $files files were built" && exit 1; fi
if ! diff -r "$work/one/public" "$work/another place/out" >"$work/diff" 2>&1; then
  cut -c 1-400 "$work/diff" | head -n 60
  echo "the two builds differ: $(grep -c '^diff\|^Only\|^Binary' "$work/diff") files"
  exit 1
fi
echo "$files files, the same twice"

#!/usr/bin/env bash
# forms.sh ROOT [PART]: editions of the sample site in the forms that have judges of their own. epubcheck takes the book of
# every dossier, and of a site that does everything wrong that HTML forgives; warcio and wacz take the web archive, and
# ReplayWeb.page shows it; each single file stands alone. Two makings under other circumstances are the same, byte for byte.
# The parts are books, web and twice.
set -euo pipefail

root=$(cd "$1" && pwd -P)
judges=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
day=2026-11-01

make() { # make ROOT OUT OPTION…
  local out=$2
  "$THROUGHLINE_BIN" --root "$1" --quiet archive --as-of "$day" --out "$out" "${@:3}" >/dev/null
}

epubcheck=$(find "$(dirname "$(dirname "$(command -v python)")")" -name epubcheck.jar | head -n 1)
books=0
book() { # book ROOT DOSSIER
  local out=$work/books/$2
  make "$1" "$out" --dossier "$2" --format epub,html
  local file
  for file in "$out"/*.epub "$out"/20*.html; do "$THROUGHLINE_BIN" archive verify "$file" >/dev/null; done
  unzip -tq "$out"/*.epub >/dev/null
  if ! java -jar "$epubcheck" --failonwarnings "$out"/*.epub >"$work/said" 2>&1; then
    cut -c 1-300 "$work/said" | head -n 60
    echo "epubcheck refuses the book of $2" && exit 1
  fi
  if ! node "$judges/single.mjs" "$out"/20*.html >"$work/said" 2>&1; then
    cat "$work/said"
    echo "the single file of $2 does not stand alone" && exit 1
  fi
  books=$((books + 1))
}

books() {
  for index in "$root"/content/dossiers/*/index.md; do book "$root" "$(basename "$(dirname "$index")")"; done
  book "$judges/fixtures/awkward" awkward
  said+=("$books books without a warning")
}

web() {
  make "$root" "$work/web" --format wacz
  local archive
  archive=$(echo "$work"/web/*.wacz)
  unzip -tq "$archive" >/dev/null
  unzip -q "$archive" 'archive/*' -d "$work/inside"
  warcio check -v "$work"/inside/archive/*.warc.gz >"$work/said" || { tail -n 20 "$work/said" && exit 1; }
  said+=("$(grep -c 'digest pass' "$work/said") records of the web archive pass")
  wacz validate -f "$archive" >"$work/said" 2>&1 || { cat "$work/said" && exit 1; }
  node "$judges/replay.mjs" "$archive"
}

twice() {
  make "$root" "$work/one/web" --format wacz
  make "$judges/fixtures/awkward" "$work/one/books" --dossier awkward --format epub,html
  TZ=Pacific/Kiritimati LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 RAYON_NUM_THREADS=5 make "$root" "$work/two/web" --format wacz
  (umask 077 && cd / && TZ=America/St_Johns RAYON_NUM_THREADS=1 make "$judges/fixtures/awkward" "$work/two/books" --dossier awkward --format epub,html)
  diff -r "$work/one" "$work/two" || { echo 'two makings differ' && exit 1; }
  said+=('the same twice')
}

said=()
for part in ${2-books web twice}; do "$part"; done
(IFS=, && echo "${said[*]}" | sed 's/,/, /g')

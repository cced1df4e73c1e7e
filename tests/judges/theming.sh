#!/usr/bin/env bash
# theming.sh ROOT: the sample site in a theme that shares nothing with the default one but its seams (tests/themes/wire):
# what it overrides is on the pages, what it leaves is the default's, and the other judges find nothing.
set -euo pipefail

judges=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$1" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/site/themes"
cp -R "$root/content" "$root/static" "$work/site/"
cp -R "$root/tests/themes/wire" "$work/site/themes/wire"
{
  cat "$root/throughline.yaml"
  printf 'theme: {use: wire, paper: "#eef0ea", bell: "!!"}\n'
} >"$work/site/throughline.yaml"
"$THROUGHLINE_BIN" --root "$work/site" build --strict --out "$work/out"

has() { # has FILE TEXT WHAT
  grep -qF -- "$2" "$work/out/$1" || { echo "$1 has not: $3" && exit 1; }
}
has index.html 'class="wire"' 'its own home, from its own list'
has index.html 'On the wire' 'its own word'
has articles/suez-opening-1869/index.html 'class="printer"' 'its own block in the base template'
has articles/suez-opening-1869/index.html 'class="slug"' 'its own block in the article'
has articles/suez-opening-1869/index.html 'class="tag-line"' 'what it leaves to the default theme'
has dossiers/suez-canal/index.html '!! <a' 'its own part, with the option that the site set'
grep -qF -- '--paper:#eef0ea' "$work"/out/assets/theme.*.css || { echo 'its style sheet has not the option' && exit 1; }
if grep -q 'Iowan' "$work"/out/assets/theme.*.css; then echo 'the default style sheet is still there' && exit 1; fi

bash "$judges/html.sh" "$work/out"
node "$judges/browser.mjs" "$work/out"

#!/usr/bin/env bash
# containers.sh FOLDER: the editions in it, as others read them: `unzip`, `tar`, `sha256sum`, `sha512sum` and the Library of
# Congress's `bagit.py` find nothing wrong, and each container holds the bytes of the folder.
set -euo pipefail

folder=$(cd "$1" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

only() { # only ENDING: the one edition with this ending
  local found=("$folder"/20[0-9][0-9]-*-????????????"$1")
  [ "${#found[@]}" = 1 ] && [ -e "${found[0]}" ] || { echo "not one edition ends in \`$1\`" >&2 && exit 1; }
  echo "${found[0]}"
}

same() { # same NAME DIR: nothing is another than in the folder form
  diff -r "$(only '')" "$2" >"$work/diff" 2>&1 || { head -n 20 "$work/diff" && echo "$1 holds other bytes" && exit 1; }
}

validate() { bagit.py --validate "$1" >"$work/said" 2>&1 || { cat "$work/said" && exit 1; }; }

edition=$(only '')
python3 - "$edition" >"$work/sums" <<'PYTHON'
import json, sys
for file in json.load(open(sys.argv[1] + "/manifest.json", encoding="utf-8"))["files"]:
    print(f"{file['sha256']}  {file['path']}")
PYTHON
(cd "$edition" && sha256sum --quiet -c "$work/sums")
[ "$(sha256sum <"$edition/manifest.json" | cut -c 1-12)" = "${edition: -12}" ] || { echo 'the name is not of the id' && exit 1; }

zip=$(only .zip)
unzip -tqq "$zip"
unzip -qq "$zip" -d "$work/zip" && same zip "$work/zip"
tar=$(only .tar.gz)
mkdir "$work/tar" && tar -xzf "$tar" -C "$work/tar" && same tar.gz "$work/tar"

bag=$(only .bag)
validate "$bag"
(cd "$bag" && sha512sum --quiet -c manifest-sha512.txt && sha256sum --quiet -c tagmanifest-sha256.txt)
same bagit "$bag/data"
zipped=$(only .bag.zip)
unzip -tqq "$zipped"
unzip -qq "$zipped" -d "$work/bag"
validate "$work/bag/"*
same 'the zipped bag' "$work/bag/"*/data
echo "$(wc -l <"$work/sums") files, the same in folder, zip, tar.gz and two bags"

#!/usr/bin/env bash
# links.sh DIR [BASE_URL]: no link and no anchor of a built site is broken.
# With a BASE_URL that has a path (https://x.example/news/), the site is put below a folder of that
# name, as a web server would show it, for a link that forgets the folder looks right anywhere else.
# hyperlink reads the files; crawl.py asks a web server, and follows what hyperlink leaves out
# (own absolute addresses, feeds, the sitemap, stylesheets, JSON).
set -euo pipefail

dir=$1
path=$(sed -E 's#^https?://[^/]*/?##; s#/$##' <<<"${2-}")
top=$dir
if [ -n "$path" ]; then
  top=$(mktemp -d)
  trap 'rm -rf "$top"' EXIT
  mkdir -p "$top/$(dirname "$path")"
  cp -R "$dir" "$top/$path"
fi

# Both are asked, also when the first has found something.
status=0
hyperlink --check-anchors "$top" || status=1
python "$(dirname "${BASH_SOURCE[0]}")/crawl.py" "$top" "$path" || status=1
exit $status

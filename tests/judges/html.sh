#!/usr/bin/env bash
# html.sh DIR: the Nu Html Checker over every page, stylesheet and SVG of a built site. A warning is a finding too.
set -euo pipefail

dir=$1
jar=$THROUGHLINE_TEST_CACHE/npm/node_modules/vnu-jar/build/dist/vnu.jar
pages=$(find "$dir" -name '*.html' | wc -l)
if [ "$pages" = 0 ]; then echo "no page in $dir" && exit 1; fi

# One collector thread: the machine is shared with the other checks.
java -XX:+UseSerialGC -jar "$jar" --Werror --also-check-css --also-check-svg --skip-non-html "$dir" 2>&1 |
  sed "s#file:$(cd "$dir" && pwd)/##"
echo "$pages pages, nothing found"

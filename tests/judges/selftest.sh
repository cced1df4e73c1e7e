#!/usr/bin/env bash
# selftest.sh: each judge passes a small good site, and fails, for the right reason, each time one fault is put into it.
# A check that cannot fail is a defect. `selftest.sh [PART]`; without one, all of them side by side.
set -euo pipefail

judges=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
real=${THROUGHLINE_BIN:-}
export THROUGHLINE_BIN=$judges/fixtures/program
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0 tried=0

run() { # run JUDGE ARGUMENT…
  case $(echo "$judges/$1".*) in
    *.sh) bash "$judges/$1.sh" "${@:2}" ;;
    *.py) python "$judges/$1.py" "${@:2}" ;;
    *.mjs) node "$judges/$1.mjs" "${@:2}" ;;
  esac
}

passes() { # passes JUDGE ARGUMENT…
  tried=$((tried + 1))
  run "$@" >"$work/said" 2>&1 && return
  wrong=$((wrong + 1))
  echo "$1 finds fault with the good site:" && sed 's/^/    /' "$work/said"
}

fails() { # fails JUDGE WORDS ARGUMENT…: it must fail, and say these words
  local judge=$1 words=$2
  shift 2
  tried=$((tried + 1))
  if run "$judge" "$@" >"$work/said" 2>&1; then
    echo "$judge passes, and should have said: $words"
  elif grep -qE '^Traceback|^    at .*:[0-9]+' "$work/said"; then
    echo "$judge breaks down, and should have said: $words" && sed 's/^/    /' "$work/said"
  elif ! grep -qF -- "$words" "$work/said"; then
    echo "$judge fails, but does not say: $words" && sed 's/^/    /' "$work/said"
  else
    return 0
  fi
  wrong=$((wrong + 1))
}

broken() { # broken JUDGE WORDS FILE SED_SCRIPT [OPTION…]: the good site with one file edited; an empty script removes it
  rm -rf "$work/site"
  cp -R "$judges/fixtures/site" "$work/site"
  if [ -n "$4" ]; then
    sed -i.old "$4" "$work/site/$3"
    if cmp -s "$work/site/$3" "$work/site/$3.old"; then echo "no change: $4" && exit 1; fi
    rm "$work/site/$3.old"
  else
    rm "$work/site/$3"
  fi
  fails "$1" "$2" "$work/site" "${@:5}"
}

together() { # together JUDGE FILE SED_SCRIPT WORDS…: several faults at once, each of which must be told
  local options=()
  if [ "$1" = browser ]; then options=(--only home); fi
  broken "$1" "$4" "$2" "$3" "${options[@]}"
  local words
  for words in "${@:5}"; do
    tried=$((tried + 1))
    if ! grep -qF -- "$words" "$work/said"; then
      wrong=$((wrong + 1))
      echo "$1 does not say: $words" && sed 's/^/    /' "$work/said"
    fi
  done
}

mkdir "$work/empty"

edition_broken() { # edition_broken WORDS SED_SCRIPT: its home page edited
  rm -rf "$work/edition"
  cp -R "$judges/fixtures/edition" "$work/edition"
  sed -i.old "$2" "$work/edition/index.html"
  if cmp -s "$work/edition/index.html" "$work/edition/index.html.old"; then echo "no change: $2" && exit 1; fi
  rm "$work/edition/index.html.old"
  fails edition "$1" "$work/edition"
}
# Containers need editions that the real program made: a folder of them, each time with one thing spoilt.
made=$work/made
archive() { # archive OUT OPTION…
  "$real" --root "$work/awkward" --quiet archive --as-of 2026-11-01 --out "$1" "${@:2}" >/dev/null
}
contained() { # contained WORDS COMMAND…: run in the folder of editions
  rm -rf "$work/editions" && cp -R "$made" "$work/editions"
  (cd "$work/editions" && "${@:2}")
  fails containers "$1" "$work/editions"
}
repack() { python "$judges/repack.py" "$@"; }
append() { echo more >>"$(compgen -G "$1")"; }
rename() { local file && for file in 20*; do mv "$file" "${file:0:10}-000000000000${file:23}"; done; }
replace() { # replace ENDING: the bag of another edition under this one's name
  local name
  name=$(cd "$made" && compgen -G "20*$1")
  rm -rf "$name" && cp -R "$(compgen -G "$work/other/20*$1")" "$name"
}

# Judges of editions.
editions() {
  passes edition "$judges/fixtures/edition"
  fails edition 'is no edition' "$work/empty"
  fails containers 'not one edition' "$work/empty"
  edition_broken 'is not there' 's#a/index.html#b/index.html#'
  edition_broken 'is a folder' 's#a/index.html\#part#a/#'
  edition_broken 'has no such place' 's/#part/#other/'
  edition_broken 'leads out of the edition' 's#a/index.html#../x.html#'
  edition_broken 'would ask the network' 's#a/dot.svg#https://desk.example/dot.svg#'
  edition_broken 'asks for https' 's#<h1>#<p style="background:url(https://desk.example/x.png)">x</p><h1>#'
  edition_broken 'does not say that it is archived' 's/class="edition"/class="other"/'
  edition_broken 'search engines are not asked' 's/noindex/index/'
  cp -R "$judges/fixtures/awkward" "$work/awkward"
  # Another site for the forms, with two dossiers, so that there is somewhere to go from each page.
  cp -R "$judges/fixtures/awkward" "$work/odd"
  mv "$work/odd/content/dossiers/awkward" "$work/odd/content/dossiers/odd"
  sed -i 's/\(dossiers\{0,1\}: \[\{0,1\}\)awkward/\1odd/' "$work"/odd/content/articles/*.md
  mkdir "$work/odd/content/dossiers/plain"
  printf -- '---\ntitle: Plain\n---\n\nSo far.\n' >"$work/odd/content/dossiers/plain/index.md"
  {
    printf -- '---\ntitle: Third\npublished: 2017-02-01\ndossiers: [plain]\n---\n\n'
    for _ in {1..60}; do echo 'The hearing goes on.'; done
  } >"$work/odd/content/articles/third.md"
  if [ -x "$real" ]; then
    archive "$made" --format folder,zip,tar.gz,bagit && archive "$made" --format bagit --zip
    archive "$work/other" --dossier awkward --format bagit && archive "$work/other" --dossier awkward --format bagit --zip
    passes containers "$made"
    contained 'FAILED' append '20??-??-??-????????????/index.html'
    contained 'not of the id' rename
    contained 'not one edition' rm -rf "$(basename "$made"/20*.tar.gz)"
    contained 'zip holds other bytes' repack "$(cd "$made" && compgen -G '20??-??-??-????????????.zip')" /index.html '</html>' '</html> '
    contained 'tar.gz holds other bytes' repack "$(cd "$made" && compgen -G '*.tar.gz')" /index.html '</html>' '</html> '
    contained 'Payload-Oxum' append '*.bag/data/index.html'
    contained 'data/index.html sha256 validation failed' sh -c 'sed -i s/doctype/DOCTYPE/ ./*.bag/data/index.html'
    contained 'bag-info.txt' append '*.bag/bag-info.txt'
    contained 'bagit holds other bytes' replace .bag
    contained 'the zipped bag holds other bytes' replace .bag.zip
    export REAL=$real
    formed() { FAULT=$1 THROUGHLINE_BIN=$judges/fixtures/spoiler fails forms "$2" "$work/odd" "$3"; }
    FAULT='' THROUGHLINE_BIN=$judges/fixtures/spoiler passes forms "$work/odd"
    formed forms-book 'epubcheck refuses' books
    formed forms-single 'does not stand alone' books
    formed forms-web 'the passed WACZ is invalid' web
    formed forms-twice 'two makings differ' twice
  else
    echo 'the judges of editions were not tested: THROUGHLINE_BIN is not the program'
  fi
}

noise=$(head -c 48000 /dev/urandom | base64 -w 0)
# Judges of the pages of any site.
pages() {
  for judge in html links feeds sitemap jsonld ics weight browser; do
    passes "$judge" "$judges/fixtures/site"
    fails "$judge" '' "$work/empty"
  done

  passes schema "$judges/fixtures/source"
  passes sameness "$judges/fixtures/source"

  home=index.html article=articles/inquiry-opens/index.html
  together html $home 's#<main>#<main></p>#
  s#<main>#<main><section>x</section>#
  s#<main>#<main><p style="colour: red">x</p>#' \
    'No “p” element in scope' 'Section lacks heading' '“colour”'
  broken html 'CSS: “colour”' site.css 's/color: #222/colour: #222/'
  broken links '/nowhere/' $home 's#/about/#/nowhere/#'
  broken links 'e-2018' $article 's/#e-2017/#e-2018/'
  broken links '404 /moved.xml' $home 's#href="/feed.xml"#href="https://ledger.example/moved.xml"#'
  broken links '404 /gone.png' site.css 's#serif;#serif; background-image: url(/gone.png);#'
  broken links '404 /gone/' feed.json 's#/articles/inquiry-opens/#/gone/#'
  broken links 'Expecting value' feed.json 's/"items": /"items": ,/'
  broken links '301 /about' sitemap.xml 's#example/about/#example/about#'

  # The same site made for a folder, and then with one link that forgets it.
  below() {
    rm -rf "$work/below"
    cp -R "$judges/fixtures/site" "$work/below"
    find "$work/below" -type f -exec sed -i.old -E 's#(href="|url=)/#\1/news/#g; s#ledger.example/#ledger.example/news/#g' {} +
    find "$work/below" -name '*.old' -delete
  }
  below && passes links "$work/below" https://ledger.example/news/
  passes sitemap "$work/below"
  fails links 'should be /other/' "$work/below" https://ledger.example/other/
  sed -i.old 's#/news/about/#/about/#' "$work/below/index.html"
  fails links 'about/' "$work/below" https://ledger.example/news/
  below && sed -i.old 's#news/feed.json#feed.json#' "$work/below/feed.json"
  fails links 'leaves /news/' "$work/below" https://ledger.example/news/

  broken feeds 'feedparser:' feed.xml 's#</entry>##'
  broken feeds 'title differs' feed.json 's/"title": "Inquiry opens"/"title": "Inquiry"/'
  broken feeds 'id differs' feed.xml 's/5f0d2a4e/5f0d2a4f/'
  broken feeds 'link differs' feed.json 's#inquiry-opens/#inquiry/#'
  broken feeds 'published differs' feed.json 's/T09:00/T10:00/'
  broken feeds '0 items in feed.json' feed.json 's/"items": .*/"items": [], "was": [/'
  broken feeds "older than one" feed.xml '5s/2017/2016/'
  broken feeds 'should both be there' feed.json ''

  broken sitemap 'is not expected' sitemap.xml '0,/<loc>/s#<url><loc>#<url><place/><loc>#'
  broken sitemap 'no page of the output' sitemap.xml 's#example/about/#example/gone/#'
  broken sitemap 'a page and not listed' sitemap.xml '/about/d'
  broken sitemap 'is a redirect' sitemap.xml 's#example/about/#example/s/0123456789/#'
  broken sitemap 'not to be found' sitemap.xml 's#example/about/#example/404.html#'
  broken sitemap 'listed twice' sitemap.xml 's#example/about/#example/changes/#'
  broken sitemap 'robots.txt' robots.txt '/Sitemap/d'

  broken jsonld 'headlin' $article 's/"headline"/"headlin"/'
  broken jsonld 'NewsArtikel' $article 's/NewsArticle/NewsArtikel/'
  broken jsonld 'Person' $article 's/"name": "Ada Quill"/"name": 7/'
  broken jsonld '@context' $article 's#https://schema.org#http://example.org#'
  broken jsonld 'JSON' $article 's/"@type": "Person",/"@type": "Person"/'

  calendar=dossiers/harbour/events.ics
  broken ics 'occurs twice' $calendar 's/e-2017-01-25-first-hearing/e-2017-01-23-inquiry-opens/'
  broken ics 'no UID' $calendar '0,/UID/{/UID/d}'
  broken ics 'no DTSTAMP' $calendar '0,/DTSTAMP/{/DTSTAMP/d}'
  broken ics 'no later than' $calendar 's/DTEND;VALUE=DATE:20170127/DTEND;VALUE=DATE:20170125/'
  broken ics 'CR LF' $calendar 's/\r$//'
  broken ics 'icalendar' $calendar '/END:VCALENDAR/d'
  broken ics 'longer than 75' $calendar 's/First hearing/First hearing of the inquiry into the harbour and all that happened there in the winter/'

  rm -rf "$work/site" && cp -R "$judges/fixtures/site" "$work/site"
  echo "<!-- $noise -->" >>"$work/site/$article"
  fails weight 'weighs' "$work/site"
  rm -rf "$work/site" && cp -R "$judges/fixtures/site" "$work/site"
  echo "/* $noise */" >>"$work/site/site.css"
  fails weight 'KB site.css' "$work/site"
  broken weight 'from elsewhere' $home 's#/site.css#https://fonts.example/site.css#'

  # Slow to start, so all its faults at once.
  together browser $home 's/ lang="en"//
  s#<main>#<main><p style="width: 600px; color: \#777; background: \#888">hard to read</p>#
  s#<main>#<main><img alt="x" src="https://other.example/x.png">#
  s#<main>#<main><img alt="x" src="/gone.png">#
  s#<main>#<main><script>console.error("Boo"); boo()</script>#' \
    'axe, light: html-has-lang' 'axe, dark: color-contrast' 'scrolls sideways at 320' 'asks another host' \
    'console: Boo' 'script error' '404 for'
  broken browser 'for: person' people/ada-quill/index.html ''

  for fault in 'schema-open accepts a key' 'schema-silent has no description' 'schema-strict kicker' 'schema-broken minLength'; do
    FAULT=${fault%% *} fails schema "${fault#* }" "$judges/fixtures/source"
  done
  for fault in zone folder times threads language name; do
    FAULT=same-$fault fails sameness 'the two builds differ' "$judges/fixtures/source"
  done
  FAULT=same-nothing fails sameness 'files were built' "$judges/fixtures/source"
}

# A reader needs pages that the real program made, each time with one thing spoilt.
spoilt() { # spoilt PART WORDS BREAK
  THROUGHLINE_BIN=$real BREAK=$3 fails reader "$2" "$judges/../.." --only "$1"
}
lost() { # lost PART WORDS BREAK: the same for who searches
  THROUGHLINE_BIN=$real BREAK=$3 fails search "$2" --only "$1"
}
misspelt() { # misspelt WORDS BREAK: and for who reads another language
  THROUGHLINE_BIN=$real BREAK=$2 fails languages "$1"
}

# Judges of what a reader does.
readers() {
  if [ -x "$real" ]; then
    spoilt weight 'the limit is' 'harbour/index.html::</main>::'"<!-- $noise --></main>"
    spoilt tasks 'turning points only' '.css::[value="turning"]::[value="turned"]'
    spoilt tasks 'without scripts: count, span' 'harbour/index.html::173 articles::172 articles'
    spoilt keyboard 'no ring around' '.css::outline: 3px::outline: 0px'
    spoilt keyboard 'events at one place' '.js::event.hidden = !fits::event.title = fits'
    spoilt visits 'three are published' '.js::.before(mark::.contains(mark'
    spoilt visits 'the next one' '.js::30 * 60::3000 * 60'
    spoilt paper 'the titles, in order' 'print/index.html::Day 61 of::Night 61 of'
    spoilt reflow 'scrolls sideways' '.css::.filter {::.filter { inline-size: 900px;'
    spoilt mirror 'not where a mirror shows' '.css::.density { transform::.density { color'
    lost http 'gives nothing, not' '.js::.normalize("NFKD")::'
    lost disk 'gives nothing, not' 'search/index.html::data-search="::data-search="/'
    lost behaviour 'holds what is not published' 'search/text-0.js::{"::{"/x/":"quagga","'
    lost behaviour 'a text ranks above a title' '.js::["textWords", 1]::["textWords", 99]'
    lost behaviour 'cannot be seen' '.css:::focus-visible { outline: 3px solid:::focus-visible { outline: 0 none'
    lost behaviour 'does not say so' 'search/index.html::data-part="without"::data-part="without" hidden'
    lost scale 'bytes gzipped' 'search/index.js::"version":1,::"version":1,"noise":"NOISE",'
    lost time 'the first result took' '.js::    start();::    setTimeout(start, 400);'
    misspelt 'Intl says “many 173”' 'many 173::few 173'
    misspelt 'fr, month 3' 'mars::Mars'
    FAULT='' THROUGHLINE_BIN=$real fails theming 'No such' "$work/empty"
  else
    echo 'the judge of reading was not tested: THROUGHLINE_BIN is not the program'
  fi
}

if [ -n "${1-}" ]; then
  "$1"
  echo "$wrong of $tried"
  exit
fi
export THROUGHLINE_BIN=$real
for part in pages editions readers; do bash "$0" "$part" >"$work/$part" 2>&1 & done
wait
for part in pages editions readers; do
  sed '$d' "$work/$part"
  if ! read -r bad _ all < <(tail -n 1 "$work/$part") || [[ ! $bad$all =~ ^[0-9]+$ ]]; then
    echo "$part broke off: $(tail -n 1 "$work/$part")" && exit 1
  fi
  wrong=$((wrong + bad)) tried=$((tried + all))
done
if [ "$wrong" -gt 0 ]; then echo "$wrong of $tried are wrong" && exit 1; fi
echo "$tried times, each judge said what it should"

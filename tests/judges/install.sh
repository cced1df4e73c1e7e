#!/usr/bin/env bash
# install.sh [default|full]: finds what the judges need, and installs what is missing.
# npm, PyPI and cargo packages go to a cache folder of their own; Debian's packages need root.
# Nothing is skipped in silence: what cannot be had is listed, all at once, and the exit code is 1.
set -euo pipefail

level=${1:-default}
judges=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cache=${THROUGHLINE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/throughline-tests}
readonly hyperlink_version=0.3.2
readonly replay_version=2.5.3
readonly replay_sha256=b7d35c39c4da9b7121c5a393911d8675d4cc6f19513c380191e16b086bea812c
mkdir -p "$cache"

# Two runs at once must not install over each other.
if command -v flock >/dev/null; then
  exec 9>"$cache/lock"
  flock 9
fi

missing=()
packages=() # Debian's

may_install() { [ "${THROUGHLINE_NO_INSTALL:-0}" != 1 ]; }

need() { # need WHAT, Debian's PACKAGE, COMMAND that succeeds when it is there…
  local what=$1 package=$2
  shift 2
  "$@" >/dev/null 2>&1 || { missing+=("$what (Debian package $package)") && packages+=("$package"); }
}

browser_there() { [ -n "${CHROME_PATH:-}" ] || command -v chromium || command -v google-chrome; }
java_there() { java -version; }
venv_there() { "$cache/venv/bin/python" -c '' || python3 -c 'import ensurepip'; }

check_system() {
  missing=() packages=()
  need 'a Java runtime, for the HTML checker' default-jre-headless java_there
  need 'a Chromium, for the browser checks (or set CHROME_PATH)' chromium browser_there
  need 'xmllint, for the sitemap' libxml2-utils command -v xmllint
  need 'unzip, for the archives' unzip command -v unzip
  need 'python3 with venv, for the feed and calendar readers' python3-venv venv_there
}

install_system() {
  local run=()
  [ "$(id -u)" = 0 ] || run=(sudo -n)
  if ! may_install || ! command -v apt-get >/dev/null; then return; fi
  if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then return; fi
  "${run[@]}" apt-get update -qq
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
  check_system
}

# What cannot be installed from here at all.
check_base() {
  if ! command -v cargo >/dev/null; then missing+=('cargo'); fi
  if ! command -v npm >/dev/null || ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
    missing+=('Node.js 20 or newer, with npm')
  fi
}

complain_if_missing() {
  [ ${#missing[@]} = 0 ] && return
  echo 'missing, and not installed:'
  printf '  - %s\n' "${missing[@]}"
  if [ ${#packages[@]} -gt 0 ]; then echo "as root: apt-get install ${packages[*]}"; fi
  echo '`tests/run --quick` needs nothing but Rust.'
  exit 1
}

# A copy of what was installed, left at the end of each install, tells the next run that all is there.
npm_there() {
  cmp -s "$judges/package-lock.json" "$cache/npm/installed-$1"
}

install_npm() {
  if npm_there full || { [ "$level" != full ] && npm_there default; }; then return; fi
  if ! may_install; then missing+=("the npm packages of tests/judges/package.json, in $cache/npm") && return; fi
  mkdir -p "$cache/npm"
  rm -f "$cache"/npm/installed-*
  cp "$judges/package.json" "$judges/package-lock.json" "$judges/.npmrc" "$cache/npm/"
  local omit=(--omit=dev) # Lighthouse is the one that only --full needs
  if [ "$level" = full ]; then omit=(); fi
  (cd "$cache/npm" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund "${omit[@]}")
  cp "$judges/package-lock.json" "$cache/npm/installed-$([ "$level" = full ] && echo full || echo default)"
}

install_python() {
  local venv=$cache/venv
  # The interpreter is asked too: an upgrade of Python leaves a venv that does not start.
  if cmp -s "$judges/requirements.txt" "$venv/installed" && "$venv/bin/python" -c ''; then return; fi
  if ! may_install; then missing+=("the packages of tests/judges/requirements.txt, in $venv") && return; fi
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$judges/requirements.txt"
  cp "$judges/requirements.txt" "$venv/installed"
}

install_hyperlink() {
  if PATH=$cache/bin:$PATH hyperlink --version 2>/dev/null | grep -qF "$hyperlink_version"; then return; fi
  if ! may_install; then missing+=("hyperlink $hyperlink_version (cargo install hyperlink)") && return; fi
  cargo install --quiet --locked --root "$cache" --version "$hyperlink_version" hyperlink
}

# Of ReplayWeb.page the two built files are enough; what it was built from is left where it is.
install_replay() {
  local place=$cache/replaywebpage/$replay_version
  if [ -s "$place/package/sw.js" ] && [ -s "$place/package/ui.js" ]; then return; fi
  if ! may_install; then missing+=("the npm package replaywebpage $replay_version, unpacked in $place") && return; fi
  mkdir -p "$place"
  (cd "$place" && npm pack --silent "replaywebpage@$replay_version" >/dev/null)
  echo "$replay_sha256  $place/replaywebpage-$replay_version.tgz" | sha256sum --quiet -c
  tar -xzf "$place/replaywebpage-$replay_version.tgz" -C "$place" package/sw.js package/ui.js
}

check_system
if [ ${#packages[@]} -gt 0 ]; then install_system; fi
check_base
if may_install; then complain_if_missing; fi
install_npm
install_python
install_hyperlink
install_replay
complain_if_missing
echo "all there, in $cache"

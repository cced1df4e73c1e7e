#!/usr/bin/env python3
"""weight.py DIR: what a reader's browser must load for the home page, each dossier and each article is at most
30 KB gzipped, pictures apart, and none of it comes from elsewhere."""
import gzip, re, sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LIMIT = 30 * 1024
top = Path(sys.argv[1])
KINDS = {"home": r"([a-z]{2,3}(-\w+)?/)?index\.html", "dossier": r"(.+/)?dossiers/[^/]+/index\.html",
         "article": r"(.+/)?articles/.+/index\.html"}
faults, heaviest = [], {}


class Parts(HTMLParser):
    """The stylesheets, scripts and fonts that a page asks for."""

    def __init__(self):
        super().__init__()
        self.parts, self.canonical = [], ""

    def handle_starttag(self, tag, attrs):
        attrs = {k: v or "" for k, v in attrs}
        rel = attrs.get("rel", "").split()
        if tag == "link" and "canonical" in rel:
            self.canonical = attrs["href"]
        if tag == "link" and ("stylesheet" in rel or "preload" in rel and attrs.get("as") != "image"):
            self.parts.append(attrs.get("href", ""))
        if tag == "script" and attrs.get("src"):
            self.parts.append(attrs["src"])


@cache
def packed(file):
    return len(gzip.compress(file.read_bytes(), 6))


def needed(address, prefix, seen):
    """A part, and what a stylesheet brings along: other stylesheets and fonts."""
    if urlsplit(address).netloc:
        raise ValueError(f"loads {address} from elsewhere")
    path = urlsplit(address).path
    file = top / unquote(path.removeprefix(prefix)).lstrip("/")
    if not file.is_file():
        raise ValueError(f"loads {path}, which is not there")
    if file in seen:
        return
    seen.add(file)
    if file.suffix == ".css":
        css = file.read_text("utf-8")
        for more in re.findall(r"@import\s+(?:url\()?['\"]?([^'\")\s]+)", css) + re.findall(
                r"url\(['\"]?([^'\")]+\.(?:woff2?|ttf|otf))", css):
            needed(urljoin(path, more), prefix, seen)


for kind, pattern in KINDS.items():
    files = [f for f in sorted(top.rglob("*.html")) if re.fullmatch(pattern, f.relative_to(top).as_posix())]
    if not files:
        faults.append(f"no {kind} page")
    for file in files:
        page, seen, name = Parts(), set(), "/" + file.relative_to(top).as_posix().removesuffix("index.html")
        page.feed(file.read_text("utf-8"))
        prefix = unquote(urlsplit(page.canonical).path).removesuffix(name)
        try:
            for part in page.parts:
                needed(urljoin(prefix + name, part), prefix, seen)
        except ValueError as error:
            faults.append(f"{name} {error}")
        weight = packed(file) + sum(map(packed, seen))
        heaviest[kind] = max(heaviest.get(kind, (0, "")), (weight, name))
        if weight > LIMIT:
            faults.append(f"{name} weighs {weight / 1024:.1f} KB gzipped: {packed(file) / 1024:.1f} KB page, "
                          + ", ".join(f"{packed(f) / 1024:.1f} KB {f.name}" for f in sorted(seen)))

print("\n".join(faults[:100]))
if faults:
    sys.exit(f"{len(faults)} findings")
print("heaviest: " + "; ".join(f"{kind} {w / 1024:.1f} KB ({name})" for kind, (w, name) in heaviest.items()))

#!/usr/bin/env python3
"""feeds.py DIR: every feed.xml is read by feedparser without complaint and says the same as the feed.json beside it."""
import datetime, json, re, sys
from pathlib import Path

import feedparser

faults = []
top = Path(sys.argv[1])


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def plain(text):
    return re.sub(r"\s+", " ", text or "").strip()


def compare(folder):
    name = "/" + folder.relative_to(top).as_posix().removeprefix(".")

    def fault(text):
        faults.append(f"{name}: {text}")

    xml, js = folder / "feed.xml", folder / "feed.json"
    if not (xml.is_file() and js.is_file()):
        return fault("feed.xml and feed.json should both be there")
    atom = feedparser.parse(xml.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    if atom.bozo:
        return fault(f"feedparser: {atom.bozo_exception!r}")
    try:
        feed = json.loads(js.read_text("utf-8"))
    except ValueError as error:
        return fault(f"feed.json: {error}")

    if atom.version != "atom10":
        fault(f"feed.xml is {atom.version or 'no feed'}, not Atom 1.0")
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        fault(f"feed.json: version is {feed.get('version')}")
    for key in ("id", "title", "updated"):
        if not atom.feed.get(key):
            fault(f"feed.xml has no {key}")
    if plain(atom.feed.get("title")) != plain(feed.get("title")):
        fault(f"titles differ: {atom.feed.get('title')!r}, {feed.get('title')!r}")
    selves = [link.href for link in atom.feed.get("links", []) if link.rel == "self"]
    if len(selves) != 1 or not selves[0].endswith("/feed.xml"):
        fault(f"feed.xml should name itself once: {selves}")
    elif selves[0].removesuffix("xml") + "json" != feed.get("feed_url"):
        fault(f"the feeds give different places: {selves[0]}, {feed.get('feed_url')}")

    items = feed.get("items", [])
    if not items:
        fault("a feed without items")
    if len(atom.entries) != len(items):
        return fault(f"{len(atom.entries)} entries in feed.xml, {len(items)} items in feed.json")
    if len({item["id"] for item in items}) != len(items):
        fault("an id occurs twice")
    for entry, item in zip(atom.entries, items):
        about = f"entry {plain(entry.get('title'))!r}"
        pairs = [("id", entry.get("id"), item.get("id")),
                 ("title", plain(entry.get("title")), plain(item.get("title"))),
                 ("link", entry.get("link"), item.get("url"))]
        for what, a, b in pairs:
            if not a or a != b:
                fault(f"{about}: {what} differs: {a!r} in feed.xml, {b!r} in feed.json")
        for what, a, b in (("published", entry.get("published"), item.get("date_published")),
                           ("updated", entry.get("updated"), item.get("date_modified"))):
            try:
                if (a or b) and instant(a) != instant(b):
                    fault(f"{about}: {what} differs: {a} in feed.xml, {b} in feed.json")
            except (ValueError, AttributeError, TypeError):
                # JSON Feed may leave date_modified out where nothing was changed.
                if what == "published" or b is not None or a is None:
                    fault(f"{about}: {what} cannot be read: {a!r}, {b!r}")
    updated = [instant(e.updated) for e in atom.entries if e.get("updated")]
    if len(updated) != len(items):
        fault("an entry has no updated")
    elif atom.feed.get("updated") and instant(atom.feed.updated) < max(updated):
        fault("the feed's updated is older than one of its entries'")


folders = sorted({p.parent for p in top.rglob("feed.xml")} | {p.parent for p in top.rglob("feed.json")})
for folder in folders:
    compare(folder)
if not folders:
    faults.append("no feed at all")
print("\n".join(faults[:100]))
if faults:
    sys.exit(f"{len(faults)} findings in {len(folders)} feeds")
print(f"{len(folders)} feeds, each the same in Atom and JSON")

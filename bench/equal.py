#!/usr/bin/env python3
"""Holds two outputs of one corpus against each other: the same pages with the same information.

    equal.py OUT_A OUT_B

Of each story: its title, standfirst, date, dossiers with their counts, neighbours in them and tags. Of each dossier and tag: its
count and the stories it lists. Of the home page and the indexes: what they link to. Prints what differs; exits 1 when anything does.
"""
import html.parser
import os
import re
import sys


class Page(html.parser.HTMLParser):
    """The text and the links of a page's `main`, with white space folded."""

    def __init__(self, path):
        super().__init__()
        self.inside, self.href, self.rel, self.words = False, None, None, []
        self.links, self.title, self.standfirst, self.times = [], "", "", []
        self.into = None
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())
        self.text = re.sub(r"\s+", " ", " ".join(self.words)).strip()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "main":
            self.inside = True
        if not self.inside:
            return
        if tag == "a":
            self.href, self.rel = attrs.get("href"), attrs.get("rel")
            self.links.append([self.href, self.rel, ""])
        if tag == "time":
            self.times.append((attrs.get("datetime") or "")[:10])
        self.into = "title" if tag == "h1" else "standfirst" if attrs.get("class") == "standfirst" else self.into

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside = False
        if tag == "a":
            self.href = None
        if tag in ("h1", "p"):
            self.into = None

    def handle_data(self, data):
        if not self.inside:
            return
        self.words.append(data)
        if self.href is not None and self.links:
            self.links[-1][2] += data
        if self.into:
            setattr(self, self.into, getattr(self, self.into) + data)

    def kind(self, start):
        return sorted({href for href, *_ in self.links if (href or "").startswith(start)})


def pages(out):
    """Addresses of the pages that are compared: those below stories, dossiers and tags, the home page and the indexes."""
    found = {}
    for folder, _, names in os.walk(out):
        if "index.html" in names:
            address = "/" + os.path.relpath(folder, out).replace(os.sep, "/").strip(".") + "/"
            found[re.sub("/+", "/", address)] = os.path.join(folder, "index.html")
    return found


def folded(text):
    return re.sub(r"[\s’‘“”\"']+", " ", text).strip().casefold()


def facts(address, path):
    page = Page(path)
    if address.startswith("/stories/"):
        body, _, rest = page.text.partition("In these dossiers")
        return {
            "title": folded(page.title),
            "standfirst": folded(page.standfirst),
            "date": page.times[:1],
            "words": len(body.split()),
            "dossiers": page.kind("/dossiers/"),
            "counts": re.findall(r"\((\d+) stories\)", rest),
            "neighbours": sorted((rel, href) for href, rel, _ in page.links if rel in ("prev", "next")),
            "tags": page.kind("/tags/"),
        }
    return {
        "stories": page.kind("/stories/"),
        "dossiers": page.kind("/dossiers/"),
        "tags": page.kind("/tags/"),
        "count": re.findall(r"(\d+) stories", page.text),
    }


def swapped(fact):
    """What one calls the previous story another calls the next: the pair is compared without its names."""
    fact = dict(fact)
    if "neighbours" in fact:
        fact["neighbours"] = sorted(href for _, href in fact["neighbours"])
        fact["counts"] = sorted(fact["counts"])
    return fact


def compare(a, b):
    """What differs, as lines. A page that only one side has is told unless it is one of a long list's years."""
    left, right = pages(a), pages(b)
    own = re.compile(r"^/(dossiers|tags)/[^/]+/\d{4}/$")
    split = {re.sub(r"\d{4}/$", "", address) for address in {**left, **right} if own.match(address)}
    lines = [f"only in {a}: {address}" for address in sorted(set(left) - set(right)) if not own.match(address)]
    lines += [f"only in {b}: {address}" for address in sorted(set(right) - set(left)) if not own.match(address)]
    for address in sorted(set(left) & set(right)):
        one, other = swapped(facts(address, left[address])), swapped(facts(address, right[address]))
        if address in split:  # a list of over 500 stands by year on one side
            one.pop("stories"), other.pop("stories")
            one["dossiers"] = other["dossiers"] = one["tags"] = other["tags"] = None
        # A date may be written in two words more or less.
        if abs(one.get("words", 0) - other.get("words", 0)) <= 4:
            one["words"] = other["words"] = None
        lines += [f"{address}: {key}: {one[key]} is not {other[key]}" for key in one if one[key] != other[key]]
    return lines, len(set(left) & set(right))


if __name__ == "__main__":
    differences, count = compare(sys.argv[1], sys.argv[2])
    for line in differences[:40]:
        print(line[:400])
    print(f"{count} pages compared, {len(differences)} differences")
    sys.exit(1 if differences else 0)

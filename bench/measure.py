"""Runs a command as a whole process and reads what it cost from the system's own accounting."""
import os
import shutil
import signal
import statistics
import subprocess
import time


def run(command, folder, log, timeout):
    """Wall, CPU (both in seconds, children included) and peak memory (bytes) of one run; None when it took too long."""
    with open(log, "ab") as out:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True)
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            wall = time.perf_counter() - began
            if pid:
                break
            if wall > timeout:
                os.killpg(child.pid, signal.SIGKILL)
                os.wait4(child.pid, 0)
                child.returncode = -9
                return None
            time.sleep(0.0005 if wall < 2 else 0.01)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}; see {log}")
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024}


def median(runs):
    """The middle of each figure over several runs; the peak for memory."""
    return {
        "wall": statistics.median(run["wall"] for run in runs),
        "cpu": statistics.median(run["cpu"] for run in runs),
        "memory": max(run["memory"] for run in runs),
    }


def wipe(folder):
    shutil.rmtree(folder, ignore_errors=True)


def tree(folder):
    """Number of files below a folder, and their bytes."""
    files = size = 0
    for path, _, names in os.walk(folder):
        files += len(names)
        size += sum(os.stat(os.path.join(path, name)).st_size for name in names)
    return files, size

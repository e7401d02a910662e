#!/usr/bin/env python3
"""api: the resource API under eight clients, beside a real API server with etcd, twice: both with their data on the disk,
synced before an answer, and both in memory without syncs.

Ours is `fluid serve` on its socket. The peer is kube-apiserver over TLS with etcd, where scripts/build-kube has built
them, else the figures that such a pair gave on a quiet machine of two cores (`peer.source` says which). No commit is
faster than a sync of the disk: `disk_sync_p50_ms` is its time in this run. Figures are medians of the runs, with their
median absolute deviations.
  create        of ConfigMaps, 200 bytes            goal: ratio >= 5
  patch_status  merge patches of Datasets' status
  list          10,000 ConfigMaps, in one answer
  watch         from a create's sending to its event's arrival at a watcher, unread, 100 a second    goal: ratio of p50 <= 0.2
"""
import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools/kubernetes"))
import server  # noqa: E402

BIN = os.path.join(ROOT, "build/release/bin")
# kube-apiserver 1.33.13 on a quiet machine of two cores, HTTP/1.1 over TLS, 8 connections; etcd 3.4.23 on a disk, and
# etcd 3.5.35 in memory with --unsafe-no-fsync.
RECORDED = {"create": {"per_s": 810, "p50_ms": 8.5, "p99_ms": 30}, "patch_status": {"per_s": 600, "p50_ms": 10, "p99_ms": 52},
            "watch": {"p50_ms": 3.1, "p99_ms": 19}}
RECORDED_UNSYNCED = {"create": {"per_s": 2342, "p50_ms": 2.9, "p99_ms": 11.8}, "patch_status": {"per_s": 1344, "p50_ms": 5.0, "p99_ms": 21},
                     "watch": {"p50_ms": 1.9, "p99_ms": 5.6}}


@contextlib.contextmanager
def ours(scratch):
    state = os.path.join(scratch, "state")
    with server.running([f"{BIN}/fluid", "--state-dir", state, "serve", "--quiet"], f"{scratch}/serve.log"):
        answers = lambda: subprocess.run([f"{BIN}/fluid", "--state-dir", state, "get", "datasets"], capture_output=True).returncode == 0
        server.await_true("fluid serve", answers)
        yield ["--socket", f"{state}/fluid.sock"]
    shutil.rmtree(state)


@contextlib.contextmanager
def kubernetes(scratch, *etcd_options):
    with server.serving(scratch, *etcd_options) as kubeconfig:
        yield ["--kubeconfig", kubeconfig]


def disk_sync_p50():
    """Milliseconds of a synced write of a page to a file that has its length already."""
    times = []
    with tempfile.TemporaryFile(dir=os.path.join(ROOT, "build")) as f:
        os.pwrite(f.fileno(), bytes(4096 * 100), 0)
        os.fsync(f.fileno())
        for i in range(100):
            begin = time.perf_counter()
            os.pwrite(f.fileno(), b"x" * 4096, 4096 * i)
            os.fdatasync(f.fileno())
            times.append(time.perf_counter() - begin)
    return round(1000 * statistics.median(times), 3)


def ratios(figures, peer):
    out = {"create_ratio": round(figures["create"]["per_s"] / peer["create"]["per_s"], 2),
           "patch_status_ratio": round(figures["patch_status"]["per_s"] / peer["patch_status"]["per_s"], 2),
           "watch_p50_ratio": round(figures["watch"]["p50_ms"] / peer["watch"]["p50_ms"], 3)}
    if "list" in peer:
        out["list_ratio"] = round(figures["list"]["ms"] / peer["list"]["ms"], 3)
    return out


def measure(folder, options, start, *start_options):
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        with start(scratch, *start_options) as where:
            ran = subprocess.run([f"{BIN}/fluid-bench-api", *where, *options], stdout=subprocess.PIPE, check=False)
            if ran.returncode != 0:
                for name in sorted(os.listdir(scratch)):
                    if name.endswith(".log"):
                        with open(f"{scratch}/{name}", encoding="utf-8", errors="replace") as f:
                            print(name, *f.readlines()[-10:], file=sys.stderr)
                sys.exit("api: the load failed")
            return json.loads(ran.stdout)


def median(runs):
    """Of each figure, with "mad" beside it."""
    out = {}
    for name in runs[0]:
        out[name] = {}
        for key in runs[0][name]:
            values = [run[name][key] for run in runs]
            middle = statistics.median(values)
            out[name][key] = middle
            if key in ("per_s", "p50_ms", "ms"):
                out[name][key + "_mad"] = round(statistics.median(abs(v - middle) for v in values), 3)
    return out


def proc_stat():
    with open("/proc/stat", encoding="ascii") as f:
        fields = [int(word) for word in f.readline().split()[1:]]
    return sum(fields), fields[7]


def compared(mine, theirs, recorded, recorded_source):
    """The members of the report that tell of one kind of storage."""
    figures, peer = median(mine), median(theirs) if theirs else recorded
    return {"fluid": figures, "peer": {"source": "measured in this run" if theirs else recorded_source, **peer}, **ratios(figures, peer)}


def noisy(part):
    created = part["peer"]["create"]
    return created.get("per_s_mad", 0) > 0.2 * created["per_s"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    runs = 1 if quick else 5
    options = ["--objects", "400" if quick else "5000", "--listed", "1000" if quick else "10000", "--rate", "100"]
    real = server.is_built() and not quick
    disk, memory = os.path.join(ROOT, "build"), "/dev/shm"
    before = proc_stat()
    synced, unsynced, syncs = ([], []), ([], []), []
    for run in range(runs):
        print(f"api: run {run + 1} of {runs}", file=sys.stderr, flush=True)
        syncs.append(disk_sync_p50())
        synced[0].append(measure(disk, options, ours))
        if real:
            synced[1].append(measure(disk, options, kubernetes))
        unsynced[0].append(measure(memory, options, ours))
        if real:
            unsynced[1].append(measure(memory, options, kubernetes, "--unsafe-no-fsync"))
    after = proc_stat()
    steal = 100 * (after[1] - before[1]) / max(1, after[0] - before[0])
    on_disk = compared(*synced, RECORDED, "recorded: kube-apiserver 1.33.13, etcd 3.4.23, on a disk")
    in_memory = compared(*unsynced, RECORDED_UNSYNCED, "recorded: kube-apiserver 1.33.13, etcd 3.5.35, in memory")
    print(json.dumps({
        "name": "api", "quick": quick, "runs": runs, "valid": bool(not quick and steal <= 5 and not noisy(on_disk) and not noisy(in_memory)),
        "load": os.getloadavg()[0], "steal_percent": round(steal, 2), "disk_sync_p50_ms": statistics.median(syncs),
        **on_disk, "unsynced": in_memory,
    }))


if __name__ == "__main__":
    main()

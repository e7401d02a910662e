#!/usr/bin/env python3
"""api: the resource API under eight clients, beside a real API server with etcd.

`fluid serve` is loaded over its socket, its store on the disk and synced at each commit. The peer is kube-apiserver over
TLS with Debian's etcd, synced too, where scripts/build-kube has put them; else the figures that such a pair gave on a
quiet machine of two cores (`peer.source` says which). No commit is faster than a sync of the disk, whose time in this run
is `disk_sync_p50_ms`: beside recorded figures compare `unsynced`, both stores in memory, which does not depend on the
disk. Figures are medians of the runs, with their median absolute deviations.
  create        of ConfigMaps, 200 bytes            goal: ratio >= 5
  patch_status  merge patches of Datasets' status
  list          10,000 ConfigMaps, in one answer
  watch         from a create's sending to its event at a watcher, 100 a second    goal: ratio of p50 <= 0.2
"""
import argparse
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.join(ROOT, "build/release/bin")
K8S = os.path.expanduser("~/.cache/fluid/tools/k8s")
KUBECTL = os.path.expanduser("~/.cache/fluid/tools/kubectl")
# kube-apiserver 1.33.13 and etcd 3.4.23 on disk, quiet machine of two cores, HTTP/1.1 over TLS, 8 connections.
RECORDED = {"create": {"per_s": 810, "p50_ms": 8.5, "p99_ms": 30}, "patch_status": {"per_s": 600, "p50_ms": 10, "p99_ms": 52},
            "watch": {"p50_ms": 3.1, "p99_ms": 19}}
# The same with etcd 3.5.35 in memory, --unsafe-no-fsync.
RECORDED_UNSYNCED = {"create": {"per_s": 2342, "p50_ms": 2.9, "p99_ms": 11.8}, "patch_status": {"per_s": 1344, "p50_ms": 5.0, "p99_ms": 21},
                     "watch": {"p50_ms": 1.9, "p99_ms": 5.6}}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def await_true(what, holds, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.05)
    sys.exit(f"api: {what} did not come")


@contextlib.contextmanager
def running(argv, log):
    with open(log, "ab") as out:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def ours(scratch):
    state = os.path.join(scratch, "state")
    with running([f"{BIN}/fluid", "--state-dir", state, "serve", "--quiet"], f"{scratch}/serve.log"):
        answers = lambda: subprocess.run([f"{BIN}/fluid", "--state-dir", state, "get", "datasets"], capture_output=True).returncode == 0
        await_true("fluid serve", answers)
        yield ["--socket", f"{state}/fluid.sock"]
    shutil.rmtree(state)


def certificates(scratch):
    """A key for service accounts; the serving certificate is the API server's own."""
    subprocess.run(["openssl", "genrsa", "-out", f"{scratch}/sa.key", "2048"], check=True, capture_output=True)
    subprocess.run(["openssl", "rsa", "-in", f"{scratch}/sa.key", "-pubout", "-out", f"{scratch}/sa.pub"], check=True, capture_output=True)


@contextlib.contextmanager
def kubernetes(scratch):
    client, peer, port = free_port(), free_port(), free_port()
    certificates(scratch)
    with open(f"{scratch}/tokens", "w", encoding="ascii") as f:
        f.write("bench,admin,1,system:masters\n")
    etcd = ["etcd", "--name", "e0", "--data-dir", f"{scratch}/etcd", "--listen-client-urls", f"http://127.0.0.1:{client}",
            "--advertise-client-urls", f"http://127.0.0.1:{client}", "--listen-peer-urls", f"http://127.0.0.1:{peer}",
            "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}", "--initial-cluster", f"e0=http://127.0.0.1:{peer}",
            "--quota-backend-bytes=8589934592", "--log-level=warn"]
    apiserver = [f"{K8S}/kube-apiserver", f"--etcd-servers=http://127.0.0.1:{client}", "--bind-address=127.0.0.1",
                 "--advertise-address=127.0.0.1", f"--secure-port={port}", f"--cert-dir={scratch}/serving", f"--token-auth-file={scratch}/tokens",
                 "--service-account-issuer=https://kubernetes.default.svc", f"--service-account-key-file={scratch}/sa.pub",
                 f"--service-account-signing-key-file={scratch}/sa.key", "--service-cluster-ip-range=10.96.0.0/16",
                 "--authorization-mode=RBAC", "--endpoint-reconciler-type=none", "--enable-priority-and-fairness=false",
                 "--max-requests-inflight=3000", "--max-mutating-requests-inflight=1000", "--profiling=false"]
    config = f"{scratch}/kubeconfig"
    with open(config, "w", encoding="ascii") as f:
        json.dump({"apiVersion": "v1", "kind": "Config", "current-context": "c",
                   "clusters": [{"name": "c", "cluster": {"server": f"https://127.0.0.1:{port}", "insecure-skip-tls-verify": True}}],
                   "users": [{"name": "c", "user": {"token": "bench"}}],
                   "contexts": [{"name": "c", "context": {"cluster": "c", "user": "c"}}]}, f)
    kubectl = [KUBECTL, "--kubeconfig", config]

    def healthy():
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{client}/health", timeout=1).status == 200
        except OSError:
            return False

    with running(etcd, f"{scratch}/etcd.log"):
        await_true("etcd", healthy)
        with running(apiserver, f"{scratch}/apiserver.log"):
            await_true("kube-apiserver", lambda: subprocess.run([*kubectl, "get", "--raw=/readyz"], capture_output=True).returncode == 0)
            subprocess.run([*kubectl, "apply", "--server-side", "-f", f"{ROOT}/config/crd"], check=True, capture_output=True)
            subprocess.run([*kubectl, "wait", "--for=condition=Established", "crd", "--all"], check=True, capture_output=True)
            yield ["--kubeconfig", config]
    shutil.rmtree(f"{scratch}/etcd")


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
    return {"create_ratio": round(figures["create"]["per_s"] / peer["create"]["per_s"], 2),
            "patch_status_ratio": round(figures["patch_status"]["per_s"] / peer["patch_status"]["per_s"], 2),
            "watch_p50_ratio": round(figures["watch"]["p50_ms"] / peer["watch"]["p50_ms"], 3)}


def measure(server, options, folder=os.path.join(ROOT, "build")):
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        with server(scratch) as where:
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    runs = 1 if quick else 5
    options = ["--objects", "400" if quick else "5000", "--listed", "1000" if quick else "10000", "--rate", "100"]
    real = os.access(f"{K8S}/kube-apiserver", os.X_OK) and shutil.which("etcd") and not quick
    before = proc_stat()
    mine, theirs, unsynced, syncs = [], [], [], []
    for run in range(runs):
        print(f"api: run {run + 1} of {runs}", file=sys.stderr, flush=True)
        syncs.append(disk_sync_p50())
        mine.append(measure(ours, options))
        unsynced.append(measure(ours, options, "/dev/shm"))
        if real:
            theirs.append(measure(kubernetes, options))
    after = proc_stat()
    fluid = median(mine)
    peer = median(theirs) if real else RECORDED
    steal = 100 * (after[1] - before[1]) / max(1, after[0] - before[0])
    noisy = real and peer["create"]["per_s_mad"] > 0.2 * peer["create"]["per_s"]
    print(json.dumps({
        "name": "api", "quick": quick, "runs": runs, "valid": bool(not quick and steal <= 5 and not noisy), "load": os.getloadavg()[0],
        "steal_percent": round(steal, 2), "fluid": fluid,
        "peer": {"source": "measured in this run" if real else "recorded: kube-apiserver 1.33.13, etcd 3.4.23, on disk", **peer},
        **ratios(fluid, peer), "disk_sync_p50_ms": statistics.median(syncs),
        "unsynced": {"fluid": median(unsynced), "peer": {"source": "recorded: kube-apiserver 1.33.13, etcd 3.5.35, in memory", **RECORDED_UNSYNCED},
                     **ratios(median(unsynced), RECORDED_UNSYNCED)},
    }))


if __name__ == "__main__":
    main()

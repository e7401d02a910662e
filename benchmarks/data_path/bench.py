#!/usr/bin/env python3
"""data: bytes from nginx through the cache and the mount, against curl and the disk, all in one run.

rows                        figure / peer (both MB/s; ratio = figure / peer)
  cold_sequential           read of one large file through a fresh mount / curl -o FILE          goal >= 0.8
  cold_limited              the same, the server limited to 200 MB/s in total / that limit       goal >= 0.95
  load_small                fluid load of 2,000 files of 100 KB / curl -Z --parallel-max 8 -o    goal >= 0.9
  load_large                fluid load of one large file / curl -o FILE, then fsync              goal >= 0.9
  warm_reopened             the same file read again after close and reopen / the file itself    ratio printed
Each row is the median of the runs, with its median absolute deviation; cpu_s_per_gib is what our processes used, and
peer_cpu_s_per_gib what curl did. A run of load_small is several rounds, whose times are added up and whose order
alternates. What a side has written is on the disk before the other begins, and no file is removed meanwhile but our few
large ones: ext4 without a journal takes minutes to forget removed files, and makes new ones the slower for it. The
checks of a quick run: every byte right (sha256), nginx sent each file about once."""
import argparse
import hashlib
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "scripts"))
from importlib.machinery import SourceFileLoader  # noqa: E402

main_job = SourceFileLoader("main_job", os.path.join(ROOT, "scripts/main-job")).load_module()
BIN = os.path.join(ROOT, "build/release/bin")
MiB = 1 << 20


def say(text):
    print(text, file=sys.stderr, flush=True)


def proc_stat():
    fields = [int(x) for x in open("/proc/stat").readline().split()[1:]]
    return sum(fields), fields[7]


def cpu_of(marker):
    """CPU seconds so far of the processes whose command line has the marker."""
    ticks = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if marker.encode() in open(f"/proc/{pid}/cmdline", "rb").read():
                words = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
                ticks += int(words[11]) + int(words[12])
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


class Bench(main_job.Job):
    """The main job's tools on trees of our own."""

    def __init__(self, quick):
        super().__init__(None)
        self.quick = quick
        self.large_bytes = (64 if quick else 1024) * MiB
        self.small_count = 200 if quick else 2000
        self.runs = 1 if quick else 5
        self.rounds = 1 if quick else 3  # of small files in a run
        self.checks = {}
        self.count = self.count_curl = 0
        self.proxy = None

    def make_trees(self):
        os.mkdir(f"{self.www}/large")
        digest = hashlib.sha256()
        with open(f"{self.www}/large/large.bin", "wb") as f:
            for _ in range(self.large_bytes // (4 * MiB)):
                block = os.urandom(4 * MiB)
                digest.update(block)
                f.write(block)
        self.large_sum = digest.hexdigest()
        os.mkdir(f"{self.www}/small")
        for i in range(self.small_count):
            with open(f"{self.www}/small/f{i:04}", "wb") as f:
                f.write(os.urandom(100_000))

    def serve(self):
        self.nginx = main_job.Nginx(self.work, self.www)
        self.server = subprocess.Popen([main_job.FLUID, "--state-dir", self.state, "serve"], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=open(f"{self.work}/serve.log", "w"), start_new_session=True)
        while not os.path.exists(f"{self.state}/fluid.sock"):
            if self.server.poll() is not None:
                raise RuntimeError("fluid serve did not start")
            time.sleep(0.02)
        port = main_job.free_port()
        self.proxy = subprocess.Popen([f"{BIN}/fluid-bench-proxy", str(port), str(self.nginx.port), "200e6"], start_new_session=True)
        self.limited_url = f"http://127.0.0.1:{port}/"

    def fluid(self, *args, **kwargs):
        kwargs["capture"] = True
        return super().fluid(*args, **kwargs)

    def fresh(self, source, base=None):
        """A Bound dataset on a part of the tree with an empty cache of its own."""
        self.count += 1
        name = f"bench{self.count}"
        text = self.dataset(name, ("s", source, "/"))
        if base:
            text = text.replace(self.nginx.url(), base)
        self.apply(f"{name}.yaml", text)
        self.fluid("get", "dataset", name, "-w", "--until=Bound", "--timeout=60s")
        return name

    @staticmethod
    def read(path):
        """Seconds and sha256 of a sequential read in 1 MiB calls. The sum is taken outside the time."""
        parts, buffer = [], bytearray(MiB)
        start = time.monotonic()
        with open(path, "rb", buffering=0) as f:
            while n := f.readinto(buffer):
                parts.append(n)
        return time.monotonic() - start, sum(parts)

    @staticmethod
    def sum_of(path):
        return subprocess.run(["sha256sum", path], stdout=subprocess.PIPE, text=True).stdout.split()[0]

    def curl(self, url, out, sync=False):
        start = time.monotonic()
        subprocess.run(["curl", "-s", "-f", "-o", out, url], check=True)
        if sync:
            fd = os.open(out, os.O_RDONLY)
            os.fsync(fd)
            os.close(fd)
        return time.monotonic() - start

    def cold(self, base, row, peer):
        name = self.fresh("large/", base)
        mount = self.mount(name, f"mnt-{name}")
        before, sent = cpu_of(self.state), self.nginx.requests("/large")[1]
        seconds, size = self.read(f"{mount}/large.bin")
        row["cpu"].append((cpu_of(self.state) - before) / (size / (1 << 30)))
        row["figure"].append(size / seconds / 1e6)
        row["peer"].append(peer())
        if "warm" in row:
            row["warm"]["figure"].append(size / self.read(f"{mount}/large.bin")[0] / 1e6)
            self.read(f"{self.www}/large/large.bin")
            row["warm"]["peer"].append(size / self.read(f"{self.www}/large/large.bin")[0] / 1e6)
        self.checks.setdefault("bytes_right", True)
        self.checks["bytes_right"] &= self.sum_of(f"{mount}/large.bin") == self.large_sum
        self.checks.setdefault("sent_once", True)
        self.checks["sent_once"] &= self.nginx.requests("/large")[1] - sent <= 2.1 * size  # ours and curl's
        self.fluid("delete", "dataset", name, "--timeout=60s")

    def load(self, source):
        """Seconds and CPU seconds of a load into an empty cache."""
        name = self.fresh(source)
        os.sync()
        before = cpu_of(self.state)
        start = time.monotonic()
        self.fluid("load", name)
        seconds = time.monotonic() - start
        cpu = cpu_of(self.state) - before
        self.fluid("delete", "dataset", name, "--timeout=60s")
        return seconds, cpu

    def load_large(self, row, url, out):
        seconds, cpu = self.load("large/")
        row["cpu"].append(cpu / (self.large_bytes / (1 << 30)))
        row["figure"].append(self.large_bytes / seconds / 1e6)
        row["peer"].append(self.large_bytes / self.curl(url, out, sync=True) / 1e6)

    def load_small(self, row, run):
        size = self.small_count * 100_000 * self.rounds
        sums = {"figure": [0, 0], "peer": [0, 0]}
        for at in range(self.rounds):
            sides = [("figure", lambda: self.load("small/")), ("peer", self.curl_many)]
            for side, work in sides if (run + at) % 2 == 0 else reversed(sides):
                sums[side] = [a + b for a, b in zip(sums[side], work())]
        for side, (seconds, cpu) in sums.items():
            row[side].append(size / seconds / 1e6)
            row["cpu" if side == "figure" else "peer_cpu"].append(cpu / (size / (1 << 30)))

    def curl_many(self):
        """Seconds and CPU seconds of curl for the small files."""
        self.count_curl += 1
        out = f"{self.work}/curl-many-{self.count_curl}"
        os.makedirs(out)
        config = f"{self.work}/curl-many.conf"
        with open(config, "w") as f:
            for i in range(self.small_count):
                f.write(f'url = "{self.nginx.url(f"small/f{i:04}")}"\noutput = "{out}/f{i:04}"\n')
        os.sync()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        subprocess.run(["curl", "-s", "-f", "-Z", "--parallel-max", "8", "-K", config], check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def measure(self):
        rows = {name: {"figure": [], "peer": [], "cpu": [], "peer_cpu": []} for name in
                ("cold_sequential", "cold_limited", "load_small", "load_large", "warm_reopened")}
        rows["cold_sequential"]["warm"] = rows["warm_reopened"]
        out = f"{self.work}/curl.out"
        url = self.nginx.url("large/large.bin")
        total, steal = proc_stat()
        for run in range(self.runs):
            say(f"run {run + 1} of {self.runs}")
            self.cold(None, rows["cold_sequential"], lambda: self.large_bytes / self.curl(url, out) / 1e6)
            self.cold(self.limited_url, rows["cold_limited"], lambda: 200.0)
            self.load_small(rows["load_small"], run)
            self.load_large(rows["load_large"], url, out)
            os.unlink(out)
        total, steal = proc_stat()[0] - total, proc_stat()[1] - steal
        mad = lambda values: statistics.median(abs(v - statistics.median(values)) for v in values)
        result, noisy = {}, False
        for name, row in rows.items():
            figure, peer = statistics.median(row["figure"]), statistics.median(row["peer"])
            noisy |= mad(row["peer"]) > 0.2 * peer
            result[name] = {"MBps": round(figure, 1), "mad": round(mad(row["figure"]), 1), "peer_MBps": round(peer, 1),
                            "peer_mad": round(mad(row["peer"]), 1), "ratio": round(figure / peer, 3)}
            for key in ("cpu", "peer_cpu"):
                if row[key]:
                    result[name][f"{key}_s_per_gib"] = round(statistics.median(row[key]), 2)
        share = steal / max(1, total)
        return {"bench": "data", "quick": self.quick, "runs": self.runs, "rounds": self.rounds,
                "large_bytes": self.large_bytes, "small_files": self.small_count,
                "rows": result, "checks": self.checks, "load_average": os.getloadavg()[0], "steal": round(share, 4),
                "valid": not self.quick and not noisy and share <= 0.05 and all(self.checks.values())}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    bench = Bench(parser.parse_args().quick)

    def interrupted(number, _):
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupted)
    try:
        bench.make_trees()
        bench.serve()
        report = bench.measure()
    finally:
        if bench.proxy:
            bench.proxy.kill()
        for i in range(1, bench.count + 1):
            if bench.server and bench.server.poll() is None and bench.get("dataset", f"bench{i}"):
                bench.fluid("delete", "dataset", f"bench{i}", "--force", "--timeout=10s", check=False)
        bench.clean()
    print(json.dumps(report))
    return 0 if all(report["checks"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())

"""A real API server for measuring and checking beside: kube-apiserver and etcd as scripts/build-kube builds them, on free
ports of this machine, with our CRDs installed. Nothing schedules, and no controller runs."""
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOLS = os.path.expanduser("~/.cache/fluid/tools")
ETCD, APISERVER, KUBECTL = f"{TOOLS}/k8s/etcd", f"{TOOLS}/k8s/kube-apiserver", f"{TOOLS}/kubectl"


def is_built():
    return all(os.access(program, os.X_OK) for program in (ETCD, APISERVER))


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
    sys.exit(f"{os.path.basename(sys.argv[0])}: {what} did not come")


@contextlib.contextmanager
def running(argv, log):
    """A process that is ended with the block."""
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


def account_key(scratch):
    """A key for service accounts; the serving certificate is the API server's own."""
    subprocess.run(["openssl", "genrsa", "-out", f"{scratch}/sa.key", "2048"], check=True, capture_output=True)
    subprocess.run(["openssl", "rsa", "-in", f"{scratch}/sa.key", "-pubout", "-out", f"{scratch}/sa.pub"], check=True, capture_output=True)


def write_kubeconfig(path, port):
    with open(path, "w", encoding="ascii") as f:
        json.dump({"apiVersion": "v1", "kind": "Config", "current-context": "c",
                   "clusters": [{"name": "c", "cluster": {"server": f"https://127.0.0.1:{port}", "insecure-skip-tls-verify": True}}],
                   "users": [{"name": "c", "user": {"token": "secret"}}],
                   "contexts": [{"name": "c", "context": {"cluster": "c", "user": "c"}}]}, f)


@contextlib.contextmanager
def serving(scratch, *etcd_options):
    """The path of a kubeconfig of an administrator. Data and logs are in `scratch`; the data goes with the block."""
    client, peer, port = free_port(), free_port(), free_port()
    account_key(scratch)
    with open(f"{scratch}/tokens", "w", encoding="ascii") as f:
        f.write("secret,admin,1,system:masters\n")
    etcd = [ETCD, *etcd_options, "--name", "e0", "--data-dir", f"{scratch}/etcd", "--listen-client-urls", f"http://127.0.0.1:{client}",
            "--advertise-client-urls", f"http://127.0.0.1:{client}", "--listen-peer-urls", f"http://127.0.0.1:{peer}",
            "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}", "--initial-cluster", f"e0=http://127.0.0.1:{peer}",
            "--quota-backend-bytes=8589934592", "--log-level=warn"]
    apiserver = [APISERVER, f"--etcd-servers=http://127.0.0.1:{client}", "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1",
                 f"--secure-port={port}", f"--cert-dir={scratch}/serving", f"--token-auth-file={scratch}/tokens",
                 "--service-account-issuer=https://kubernetes.default.svc", f"--service-account-key-file={scratch}/sa.pub",
                 f"--service-account-signing-key-file={scratch}/sa.key", "--service-cluster-ip-range=10.96.0.0/16",
                 "--authorization-mode=RBAC", "--endpoint-reconciler-type=none", "--enable-priority-and-fairness=false",
                 "--max-requests-inflight=3000", "--max-mutating-requests-inflight=1000", "--profiling=false"]
    config = f"{scratch}/kubeconfig"
    write_kubeconfig(config, port)

    def healthy():
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{client}/health", timeout=1).status == 200
        except OSError:
            return False

    def kubectl(*words):
        return subprocess.run([KUBECTL, "--kubeconfig", config, *words], capture_output=True).returncode == 0

    with running(etcd, f"{scratch}/etcd.log"):
        await_true("etcd", healthy)
        with running(apiserver, f"{scratch}/apiserver.log"):
            await_true("kube-apiserver", lambda: kubectl("get", "--raw=/readyz"))
            await_true("our CRDs", lambda: kubectl("apply", "--server-side", "-f", f"{ROOT}/config/crd"))
            await_true("our CRDs", lambda: kubectl("wait", "--for=condition=Established", "crd", "--all"))
            await_true("the namespace default", lambda: kubectl("get", "namespace", "default"))
            yield config
    shutil.rmtree(f"{scratch}/etcd")

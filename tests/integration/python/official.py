"""What people do with Kubernetes' own Python client, against a fluid that serves: official.py BEHAVIOUR. $KUBECONFIG says
which. Each function is one behaviour; python_test.cc says them as sentences."""
import base64
import json
import sys
import threading

from kubernetes import client, config, dynamic, watch
from kubernetes.client.exceptions import ApiException

GROUP, VERSION, SPACE = "data.fluid.io", "v1alpha1", "default"
DATASETS = (GROUP, VERSION, SPACE, "datasets")


def dataset(name, **metadata):
    if name:
        metadata["name"] = name
    return {"apiVersion": f"{GROUP}/{VERSION}", "kind": "Dataset", "metadata": metadata,
            "spec": {"mounts": [{"mountPoint": "http://127.0.0.1:1/", "name": "web"}]}}


def fails(status, call, *args, **kwargs):
    """The body of the error with that HTTP status which the call must end in."""
    try:
        call(*args, **kwargs)
    except ApiException as error:
        assert error.status == status, error
        return error.body
    raise AssertionError(f"{call.__name__} did not fail with {status}")


def with_newest(api, name, change):
    """change(the dataset as it is now), again when somebody else has changed it meanwhile."""
    for _ in range(20):
        try:
            return change(api.get_namespaced_custom_object(*DATASETS, name))
        except ApiException as error:
            if error.status != 409:
                raise
    raise AssertionError(f"{name} is changed again and again")


def names(listing):
    return sorted(item["metadata"]["name"] for item in listing["items"])


def custom_objects():
    api = client.CustomObjectsApi()
    made = api.create_namespaced_custom_object(*DATASETS, dataset("a", labels={"team": "x"}))
    assert made["metadata"]["uid"] and made["metadata"]["resourceVersion"] and made["metadata"]["generation"] == 1
    fails(409, api.create_namespaced_custom_object, *DATASETS, dataset("a"))
    api.create_namespaced_custom_object(*DATASETS, dataset("b"))
    assert names(api.list_namespaced_custom_object(*DATASETS)) == ["a", "b"]
    assert names(api.list_cluster_custom_object(GROUP, VERSION, "datasets")) == ["a", "b"]
    assert names(api.list_namespaced_custom_object(*DATASETS, label_selector="team=x")) == ["a"]
    assert names(api.list_namespaced_custom_object(*DATASETS, field_selector="metadata.name=b")) == ["b"]

    def share(read):
        read["spec"]["placement"] = "Shared"
        return api.replace_namespaced_custom_object(*DATASETS, "a", read), read

    replaced, read = with_newest(api, "a", share)
    assert replaced["spec"]["placement"] == "Shared" and replaced["metadata"]["generation"] == 2
    read["spec"]["placement"] = "Exclusive"
    fails(409, api.replace_namespaced_custom_object, *DATASETS, "a", read)  # of an older version

    api.delete_namespaced_custom_object(*DATASETS, "b")
    fails(404, api.get_namespaced_custom_object, *DATASETS, "missing")


def pages():
    api = client.CustomObjectsApi()
    for i in range(7):
        api.create_namespaced_custom_object(*DATASETS, dataset(f"p{i}"))
    seen, token = [], None
    while True:
        page = api.list_namespaced_custom_object(*DATASETS, limit=3, **({"_continue": token} if token else {}))
        assert len(page["items"]) <= 3
        seen += names(page)
        token = page["metadata"].get("continue")
        if not token:
            break
    assert seen == [f"p{i}" for i in range(7)], seen


def patches():
    api = client.CustomObjectsApi()
    api.create_namespaced_custom_object(*DATASETS, dataset("a", labels={"old": "1"}))

    merged = api.patch_namespaced_custom_object(*DATASETS, "a", {"metadata": {"labels": {"old": None, "new": "2"}}})
    assert merged["metadata"]["labels"] == {"new": "2"}
    api = client.CustomObjectsApi(client.ApiClient(header_name="Content-Type", header_value="application/json-patch+json"))
    swap = [{"op": "test", "path": "/metadata/labels/new", "value": "2"}, {"op": "replace", "path": "/metadata/labels/new", "value": "3"}]
    assert api.patch_namespaced_custom_object(*DATASETS, "a", swap)["metadata"]["labels"] == {"new": "3"}
    fails(422, api.patch_namespaced_custom_object, *DATASETS, "a", swap)


def refused():
    api = client.CustomObjectsApi()
    body = dataset("bad")
    body["spec"]["placement"] = "Exklusive"
    body["spec"]["accessModes"] = ["Sometimes"]
    told = json.loads(fails(422, api.create_namespaced_custom_object, *DATASETS, body))
    assert told["reason"] == "Invalid", told
    assert {cause["field"] for cause in told["details"]["causes"]} == {"spec.placement", "spec.accessModes[0]"}, told
    assert 'did you mean "Exclusive"' in told["message"], told


def status():
    api = client.CustomObjectsApi()
    api.create_namespaced_custom_object(*DATASETS, dataset("a"))

    def bind(read):
        read["status"] = {"phase": "Bound", "conditions": [], "runtimes": []}
        read["spec"]["placement"] = "Shared"
        return api.replace_namespaced_custom_object_status(*DATASETS, "a", read)

    changed = with_newest(api, "a", bind)
    assert changed["status"]["phase"] == "Bound"
    assert changed["metadata"]["generation"] == 1 and changed["spec"].get("placement") != "Shared"  # only the status
    changed = api.patch_namespaced_custom_object_status(*DATASETS, "a", {"status": {"fileNum": "7"}})
    assert changed["status"]["fileNum"] == "7" and changed["status"]["phase"]
    assert api.get_namespaced_custom_object_status(*DATASETS, "a")["status"]["fileNum"] == "7"


def watches():
    api = client.CustomObjectsApi()
    api.create_namespaced_custom_object(*DATASETS, dataset("before"))
    version = api.list_namespaced_custom_object(*DATASETS)["metadata"]["resourceVersion"]

    def write():
        other = client.CustomObjectsApi(config.new_client_from_config())
        other.create_namespaced_custom_object(*DATASETS, dataset("after"))
        other.delete_namespaced_custom_object(*DATASETS, "after")

    writer = threading.Timer(0.3, write)
    writer.start()
    seen = []
    stream = watch.Watch()
    for event in stream.stream(api.list_namespaced_custom_object, *DATASETS, resource_version=version, timeout_seconds=30,
                               field_selector="metadata.name=after"):
        seen.append(event["type"])
        if event["type"] == "DELETED":
            stream.stop()
    writer.join()
    assert seen[0] == "ADDED" and seen[-1] == "DELETED", seen
    fails(410, lambda: list(watch.Watch().stream(api.list_namespaced_custom_object, *DATASETS, resource_version="1000000000000",
                                                 timeout_seconds=5)))


def core():
    api = client.CoreV1Api()
    api.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name="ml")))
    assert "ml" in [space.metadata.name for space in api.list_namespace().items]
    secret = client.V1Secret(metadata=client.V1ObjectMeta(name="keys"), type="Opaque", string_data={"user": "me"},
                             data={"password": base64.b64encode(b"hush").decode()})
    api.create_namespaced_secret("ml", secret)
    read = api.read_namespaced_secret("keys", "ml")
    assert set(read.data) == {"user", "password"}, read.data
    made = api.create_namespaced_config_map("ml", client.V1ConfigMap(metadata=client.V1ObjectMeta(name="settings"), data={"a": "1"}))
    assert made.data == {"a": "1"}
    changed = api.patch_namespaced_config_map("settings", "ml", {"data": {"b": "2"}})
    assert changed.data == {"a": "1", "b": "2"}
    now = "2026-01-02T03:04:05Z"
    api.create_namespaced_event("ml", client.CoreV1Event(
        metadata=client.V1ObjectMeta(name="e1"), reason="Tested", message="by hand", type="Normal", first_timestamp=now,
        last_timestamp=now, count=1, involved_object=client.V1ObjectReference(kind="ConfigMap", name="settings", namespace="ml")))
    events = api.list_namespaced_event("ml", field_selector="involvedObject.name=settings").items
    assert [event.reason for event in events] == ["Tested"]
    api.delete_namespaced_config_map("settings", "ml")
    fails(404, api.read_namespaced_config_map, "settings", "ml")


def dynamic_client():
    # Discovered anew, not from a file that an earlier run of another server left.
    api = dynamic.DynamicClient(client.ApiClient(), cache_file=sys.argv[2] + "/discovery.json")
    datasets = api.resources.get(api_version=f"{GROUP}/{VERSION}", kind="Dataset")
    assert datasets.name == "datasets" and datasets.namespaced
    assert api.resources.get(api_version="v1", kind="Secret").name == "secrets"
    assert api.resources.get(api_version="run.fluid.io/v1alpha1", kind="Attachment").name == "attachments"
    made = api.create(datasets, dataset("a"), namespace=SPACE)
    assert made.metadata.name == "a"
    assert [item.metadata.name for item in datasets.get(namespace=SPACE).items] == ["a"]
    patched = datasets.patch(name="a", namespace=SPACE, body={"metadata": {"labels": {"l": "1"}}}, content_type="application/merge-patch+json")
    assert patched.metadata.labels["l"] == "1"
    version = datasets.get(namespace=SPACE).metadata.resourceVersion
    named = {datasets.create(body=dataset(None, generateName="g-"), namespace=SPACE).metadata.name for _ in range(3)}
    assert len(named) == 3 and all(name.startswith("g-") for name in named), named
    told, watcher = set(), watch.Watch()
    for event in datasets.watch(namespace=SPACE, resource_version=version, timeout=30, watcher=watcher):
        if event["type"] == "ADDED":
            told.add(event["object"].metadata.name)
        if told == named:
            watcher.stop()
    assert told == named, told
    assert datasets.delete(name="a", namespace=SPACE)


def server_side_apply():
    api = dynamic.DynamicClient(client.ApiClient(), cache_file=sys.argv[2] + "/discovery.json")
    datasets = api.resources.get(api_version=f"{GROUP}/{VERSION}", kind="Dataset")
    body = dataset("a", labels={"team": "x"})
    made = datasets.server_side_apply(body=body, namespace=SPACE, field_manager="first")
    assert [m.manager for m in made.metadata.managedFields] == ["first"]
    body["metadata"]["labels"]["team"] = "y"
    told = fails(409, datasets.server_side_apply, body=body, namespace=SPACE, field_manager="second")
    assert b"first" in told and b"team" in told, told
    forced = datasets.server_side_apply(body=body, namespace=SPACE, field_manager="second", force_conflicts=True)
    assert forced.metadata.labels["team"] == "y"


def version_and_discovery():
    version = client.VersionApi().get_code()
    assert version.major == "1" and "fluid" in version.git_version
    groups = {group.name for group in client.ApisApi().get_api_versions().groups}
    assert {"data.fluid.io", "run.fluid.io"} <= groups
    resources = client.CoreV1Api().get_api_resources().resources
    assert "secrets" in [resource.name for resource in resources]
    assert "datasets" in [resource.name for resource in client.CustomObjectsApi().get_api_resources(GROUP, VERSION).resources]


def token():
    configuration = client.Configuration()
    config.load_kube_config(client_configuration=configuration)
    configuration.cert_file = configuration.key_file = None
    known = client.CoreV1Api(client.ApiClient(configuration))
    fails(401, known.list_namespace)
    with open(sys.argv[2] + "/tls/token", encoding="ascii") as file:
        configuration.api_key = {"authorization": file.read().strip()}
    configuration.api_key_prefix = {"authorization": "Bearer"}
    assert client.CoreV1Api(client.ApiClient(configuration)).list_namespace().kind == "NamespaceList"


def main():
    config.load_kube_config()
    globals()[sys.argv[1]]()


main()

"""What people do with Fluid's own Python SDK (fluid-pysdk), against a fluid that serves: sdk.py BEHAVIOUR. $KUBECONFIG says
which, $SOURCE_URL a web server with files. Each function is one behaviour; python_test.cc says them as sentences."""
import os
import sys
import time

from fluid import constants, models
from fluid.api.fluid_client import ClientConfig, FluidClient
from fluid.api.fluid_k8s_client import FluidK8sClient
from kubernetes import client
from kubernetes.client.exceptions import ApiException

URL = os.environ["SOURCE_URL"]


def fails(error, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except error as told:
        return str(told)
    raise AssertionError(f"{call.__name__} did not fail")


def sdk():
    return FluidClient(ClientConfig())


def thin_runtime(name):
    return models.ThinRuntime(
        api_version=constants.API_VERSION, kind=constants.THIN_RUNTIME_KIND,
        metadata=client.V1ObjectMeta(name=name, namespace="default"),
        spec=models.ThinRuntimeSpec(tieredstore=models.TieredStore(levels=[models.Level(mediumtype="SSD", quota="1Gi", volume_type="emptyDir")])))


def bound(name="web"):
    """A dataset of URL that is bound, as the SDK's lower layer makes it: the upper one has no thin runtime."""
    top = sdk()
    top.create_dataset(name, mount_name="web", mount_point=URL, mount_path="/", options={"metadata.ttl": "10m"})
    low = FluidK8sClient()
    low.create_runtime(thin_runtime(name))
    low.wait_dataset_bound(name, poll_timeout=60, poll_interval=0.2)
    return top, low


def datasets():
    top = sdk()
    top.create_dataset("web", mount_name="web", mount_point=URL, mode="ReadOnly", options={"metadata.ttl": "10m"})
    fails(RuntimeError, top.create_dataset, "web", mount_name="web", mount_point=URL)
    dataset = top.get_dataset("web")
    assert dataset.obj.spec.mounts[0].mount_point == URL
    assert dataset.obj.spec.access_modes == ["ReadOnlyMany"]
    assert [mount.name for mount in dataset.report_status("mount")] == ["web"]
    assert fails(ApiException, top.get_dataset, "missing")


def credentials():
    client.CoreV1Api(client.ApiClient()).create_namespaced_secret(
        "default", client.V1Secret(api_version="v1", kind="Secret", metadata=client.V1ObjectMeta(name="keys"), string_data={"password": "x"}))
    top = sdk()
    top.create_dataset("web", mount_name="web", mount_point=URL, cred_secret_name="keys", cred_secret_options={"http.password": "password"})
    option = top.get_dataset("web").obj.spec.mounts[0].encrypt_options[0]
    assert option.name == "http.password" and option.value_from.secret_key_ref.name == "keys"


def binds():
    top, low = bound()
    dataset = top.get_dataset("web")
    status = dataset.report_status("binding_status")
    assert status["phase"] == "Bound" and status["runtimes"][0].name == "web", status
    for _ in range(100):  # sizes are known some time after the binding
        cache = dataset.report_status("cache")
        if cache["dataset file num"]:
            break
        time.sleep(0.2)
    assert cache["dataset file num"] == "1" and cache["dataset total size"], cache
    assert dataset.report_status("full").ufs_total
    assert low.get_runtime("web", "thin").metadata.name == "web"


def runtimes():
    """Engines that are not installed: the objects are stored, and say so."""
    for runtime in ["alluxio", "jindo", "juicefs", "efc", "vineyard"]:
        top = FluidClient(ClientConfig(runtime_kind=runtime))
        top.create_dataset(runtime, mount_name="web", mount_point=URL)
        top.get_dataset(runtime).bind_runtime(runtime, replicas=1, cache_capacity_GiB=1, wait=False)
        assert FluidK8sClient().get_runtime(runtime, runtime).spec.replicas == 1
    fails(TimeoutError, FluidK8sClient().wait_dataset_bound, "alluxio", poll_timeout=0.5, poll_interval=0.2)


def loads():
    _, low = bound()
    load = models.DataLoad(api_version=constants.API_VERSION, kind=constants.DATA_LOAD_KIND,
                           metadata=client.V1ObjectMeta(name="warm", namespace="default"),
                           spec=models.DataLoadSpec(dataset=models.TargetDataset(name="web", namespace="default")))
    low.create_data_operation(load)
    low.wait_data_operation_completed("warm", "dataload", poll_timeout=60, poll_interval=0.2)
    assert low.get_data_operation("warm", "dataload").status.phase == "Complete"


def flows():
    top, _ = bound()
    flow = top.get_dataset("web").preload("/", load_metadata=True).preload("/a.txt")
    handle = flow.run("flow")
    handle.wait(timeout_for_each_step=60)
    states = handle.get_current_status()
    assert [list(state) for state in states] == [["flow-step1"], ["flow-step2"]]
    assert all(state.phase == "Complete" for step in states for state in step.values()), states


def migrates():
    top, low = bound()
    handle = top.get_dataset("web").migrate("/", "from", models.ExternalStorage(uri="http://127.0.0.1:1/")).run("move")
    fails(RuntimeError, handle.wait, 60)
    status = low.get_data_operation("move-step1", "datamigrate").status
    assert status.phase == "Failed" and status.conditions[0].reason == "NotYetSupported", status


def cleans_up():
    top, low = bound()
    top.cleanup_dataset("web", wait=True)
    fails(ApiException, low.get_dataset, "web")
    fails(ApiException, low.get_runtime, "web", "thin")
    top.cleanup_dataset("web")  # again: nothing to do


def main():
    from kubernetes import config
    config.load_kube_config()
    globals()[sys.argv[1]]()


main()

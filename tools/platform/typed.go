package main

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	apply "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/record"
)

func typed(ctx context.Context, config *rest.Config, arguments []string) error {
	if len(arguments) != 1 {
		return fmt.Errorf("usage: typed json|protobuf")
	}
	if arguments[0] == "protobuf" {
		config.ContentType = runtime.ContentTypeProtobuf
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	t := typedStep{ctx, client}
	return all(check{"config maps", t.configMaps}, check{"secrets", t.secrets}, check{"namespaces", t.namespaces}, check{"events", t.events},
		check{"kinds that are absent", t.absent})
}

type typedStep struct {
	ctx    context.Context
	client *kubernetes.Clientset
}

func (t typedStep) configMaps() error {
	maps := t.client.CoreV1().ConfigMaps(namespace)
	made, err := maps.Create(t.ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{GenerateName: "typed-", Labels: map[string]string{"step": "typed"}},
		Data: map[string]string{"a": "ü"}, BinaryData: map[string][]byte{"b": {0, 255, 7}}}, metav1.CreateOptions{FieldManager: "maker"})
	if err != nil {
		return err
	}
	name := made.Name
	watcher, err := maps.Watch(t.ctx, metav1.ListOptions{FieldSelector: "metadata.name=" + name, ResourceVersion: made.ResourceVersion})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	read, err := maps.Get(t.ctx, name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	stale := read.DeepCopy()
	read.Data["a"] = "two"
	changed, err := maps.Update(t.ctx, read, metav1.UpdateOptions{})
	if err != nil {
		return err
	}
	return all(
		check{"what was read", func() error {
			if err := wanted("binary data", string(read.BinaryData["b"]), "\x00\xff\x07"); err != nil {
				return err
			}
			if read.CreationTimestamp.IsZero() || len(read.ManagedFields) != 1 || read.ManagedFields[0].Manager != "maker" || read.ManagedFields[0].FieldsV1 == nil {
				return fmt.Errorf("the metadata are %v", read.ObjectMeta)
			}
			return wanted("version", read.ResourceVersion, made.ResourceVersion)
		}},
		check{"a stale update", func() error {
			_, err := maps.Update(t.ctx, stale, metav1.UpdateOptions{})
			return refused(err, apierrors.IsConflict)
		}},
		check{"the watch", func() error {
			select {
			case event := <-watcher.ResultChan():
				seen, is := event.Object.(*corev1.ConfigMap)
				if !is {
					return fmt.Errorf("it told %v", event)
				}
				return wanted("what it told", seen.Data["a"]+" "+seen.ResourceVersion, "two "+changed.ResourceVersion)
			case <-time.After(20 * time.Second):
				return fmt.Errorf("it told nothing")
			}
		}},
		check{"patches", func() error {
			for kind, patch := range map[types.PatchType]string{
				types.StrategicMergePatchType: `{"data":{"strategic":"1"}}`, types.MergePatchType: `{"data":{"merge":"1"}}`,
				types.JSONPatchType: `[{"op":"add","path":"/data/json","value":"1"}]`} {
				if _, err := maps.Patch(t.ctx, name, kind, []byte(patch), metav1.PatchOptions{}); err != nil {
					return fmt.Errorf("%s: %w", kind, err)
				}
			}
			applied, err := maps.Apply(t.ctx, apply.ConfigMap(name, namespace).WithData(map[string]string{"applied": "1"}), metav1.ApplyOptions{FieldManager: "applier"})
			if err != nil {
				return err
			}
			if err := wanted("values", len(applied.Data), 5); err != nil {
				return err
			}
			_, err = maps.Apply(t.ctx, apply.ConfigMap(name, namespace).WithData(map[string]string{"a": "mine"}), metav1.ApplyOptions{FieldManager: "applier"})
			return refused(err, apierrors.IsConflict)
		}},
		check{"a dry run", func() error {
			if _, err := maps.Create(t.ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "dry"}}, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}); err != nil {
				return err
			}
			_, err := maps.Get(t.ctx, "dry", metav1.GetOptions{})
			return refused(err, apierrors.IsNotFound)
		}},
		check{"a deletion of another one", func() error {
			uid := types.UID("other")
			return refused(maps.Delete(t.ctx, name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid}}), apierrors.IsConflict)
		}},
		check{"a deletion of all", func() error {
			if err := maps.DeleteCollection(t.ctx, metav1.DeleteOptions{}, metav1.ListOptions{LabelSelector: "step=typed"}); err != nil {
				return err
			}
			list, err := maps.List(t.ctx, metav1.ListOptions{LabelSelector: "step=typed"})
			if err != nil {
				return err
			}
			return wanted("left", len(list.Items), 0)
		}},
		check{"an invalid one", func() error {
			_, err := maps.Create(t.ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "Not A Name"}}, metav1.CreateOptions{})
			return refused(err, apierrors.IsInvalid)
		}})
}

func (t typedStep) secrets() error {
	secrets := t.client.CoreV1().Secrets(namespace)
	immutable := true
	if _, err := secrets.Create(t.ctx, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "typed"}, Type: "example.com/keys", Immutable: &immutable,
		Data: map[string][]byte{"key": {1, 2, 255}}, StringData: map[string]string{"text": "hidden"}}, metav1.CreateOptions{}); err != nil {
		return err
	}
	list, err := secrets.List(t.ctx, metav1.ListOptions{FieldSelector: "type=example.com/keys"})
	if err != nil {
		return err
	}
	if err := wanted("of its type", len(list.Items), 1); err != nil {
		return err
	}
	secret := list.Items[0]
	if string(secret.Data["key"]) != "<redacted>" || len(secret.Data) != 2 || !*secret.Immutable {
		return fmt.Errorf("it reads as %v", secret)
	}
	return secrets.Delete(t.ctx, "typed", metav1.DeleteOptions{})
}

func (t typedStep) namespaces() error {
	spaces := t.client.CoreV1().Namespaces()
	if _, err := spaces.Create(t.ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "typed"}}, metav1.CreateOptions{}); err != nil {
		return err
	}
	_, err := spaces.Create(t.ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "typed"}}, metav1.CreateOptions{})
	if err := refused(err, apierrors.IsAlreadyExists); err != nil {
		return err
	}
	space, err := spaces.Get(t.ctx, "typed", metav1.GetOptions{})
	if err != nil {
		return err
	}
	if err := wanted("phase", space.Status.Phase, corev1.NamespaceActive); err != nil {
		return err
	}
	return spaces.Delete(t.ctx, "typed", metav1.DeleteOptions{})
}

// Through the recorder that controllers have.
func (t typedStep) events() error {
	broadcaster := record.NewBroadcaster()
	sink := broadcaster.StartRecordingToSink(&typedEvents{t.client, t.ctx})
	defer sink.Stop()
	defer broadcaster.Shutdown()
	about := &corev1.ObjectReference{APIVersion: "data.fluid.io/v1alpha1", Kind: "Dataset", Namespace: namespace, Name: "typed", UID: "u"}
	recorder := broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "platform"})
	recorder.Event(about, corev1.EventTypeWarning, "Seen", "first")
	selector := "involvedObject.name=typed,source=platform,type=Warning"
	for end := time.Now().Add(20 * time.Second); ; {
		list, err := t.client.CoreV1().Events(namespace).List(t.ctx, metav1.ListOptions{FieldSelector: selector})
		if err != nil {
			return err
		}
		if len(list.Items) == 1 {
			event := list.Items[0]
			if event.FirstTimestamp.IsZero() || event.Count != 1 || event.Message != "first" {
				return fmt.Errorf("it reads as %v", event)
			}
			return t.client.CoreV1().Events(namespace).Delete(t.ctx, event.Name, metav1.DeleteOptions{})
		}
		if time.Now().After(end) {
			return fmt.Errorf("%d events came", len(list.Items))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

type typedEvents struct {
	client *kubernetes.Clientset
	ctx    context.Context
}

func (e *typedEvents) Create(event *corev1.Event) (*corev1.Event, error) {
	return e.client.CoreV1().Events(event.Namespace).CreateWithEventNamespaceWithContext(e.ctx, event)
}
func (e *typedEvents) Update(event *corev1.Event) (*corev1.Event, error) {
	return e.client.CoreV1().Events(event.Namespace).UpdateWithEventNamespaceWithContext(e.ctx, event)
}
func (e *typedEvents) Patch(event *corev1.Event, data []byte) (*corev1.Event, error) {
	return e.client.CoreV1().Events(event.Namespace).PatchWithEventNamespaceWithContext(e.ctx, event, data)
}

func (t typedStep) absent() error {
	pods, err := t.client.CoreV1().Pods("").List(t.ctx, metav1.ListOptions{FieldSelector: "spec.nodeName=x"})
	if err != nil {
		return err
	}
	if err := wanted("pods", len(pods.Items), 0); err != nil {
		return err
	}
	_, err = t.client.AppsV1().Deployments(namespace).Get(t.ctx, "x", metav1.GetOptions{})
	if err := refused(err, apierrors.IsNotFound); err != nil {
		return err
	}
	_, err = t.client.CoreV1().Pods(namespace).Create(t.ctx, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "x"}}, metav1.CreateOptions{})
	return refused(err, apierrors.IsMethodNotSupported)
}

package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
	toolscache "k8s.io/client-go/tools/cache"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/log"

	"github.com/go-logr/logr"
)

var dataset = schema.GroupVersionKind{Group: "data.fluid.io", Version: "v1alpha1", Kind: "Dataset"}

// controllerRuntime writes through a client and reads through a cache, as a controller does.
func controllerRuntime(ctx context.Context, config *rest.Config, _ []string) error {
	log.SetLogger(logr.Discard())
	ctx, cancel := context.WithCancel(ctx)
	direct, err := client.New(config, client.Options{})
	if err != nil {
		cancel()
		return err
	}
	cached, err := cache.New(config, cache.Options{})
	if err != nil {
		cancel()
		return err
	}
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		_ = cached.Start(ctx)
	}()
	defer group.Wait()
	defer cancel()

	live := &unstructured.Unstructured{}
	live.SetGroupVersionKind(dataset)
	informer, err := cached.GetInformer(ctx, live)
	if err != nil {
		return err
	}
	added := make(chan string, 100)
	if _, err := informer.AddEventHandler(toolscache.ResourceEventHandlerFuncs{AddFunc: func(object any) {
		added <- object.(client.Object).GetName()
	}}); err != nil {
		return err
	}
	if err := cached.IndexField(ctx, &corev1.ConfigMap{}, "n", func(object client.Object) []string {
		return []string{object.(*corev1.ConfigMap).Data["n"]}
	}); err != nil {
		return err
	}
	if !cached.WaitForCacheSync(ctx) {
		return fmt.Errorf("the cache never had a first list")
	}

	object := live.DeepCopy()
	object.SetName("cached")
	object.SetNamespace(namespace)
	object.Object["spec"] = map[string]any{"mounts": []any{map[string]any{"mountPoint": "pvc://cached", "name": "m"}}}
	if err := direct.Patch(ctx, object, client.Apply, client.FieldOwner("runtime"), client.ForceOwnership); err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	select {
	case name := <-added:
		if err := wanted("dataset", name, "cached"); err != nil {
			return err
		}
	case <-time.After(20 * time.Second):
		return fmt.Errorf("the cache never told of the dataset")
	}
	changed := object.DeepCopy()
	changed.SetLabels(map[string]string{"a": "b"})
	if err := direct.Patch(ctx, changed, client.MergeFrom(object)); err != nil {
		return fmt.Errorf("merge patch: %w", err)
	}
	partial := &metav1.PartialObjectMetadata{}
	partial.SetGroupVersionKind(dataset)
	if err := direct.Get(ctx, client.ObjectKeyFromObject(object), partial); err != nil {
		return fmt.Errorf("metadata alone: %w", err)
	}
	if err := wanted("label", partial.Labels["a"], "b"); err != nil {
		return err
	}
	if err := unstructured.SetNestedField(changed.Object, "1GiB", "status", "ufsTotal"); err != nil {
		return err
	}
	// Others write too: the patch is to carry no version.
	changed.SetResourceVersion(object.GetResourceVersion())
	if err := direct.Status().Patch(ctx, changed, client.MergeFrom(object)); err != nil {
		return fmt.Errorf("patch of the status: %w", err)
	}

	one := configMap("cached", "runtime")
	one.Namespace = namespace
	if err := direct.Create(ctx, one); err != nil {
		return err
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		found := &corev1.ConfigMapList{}
		if err := cached.List(ctx, found, client.InNamespace(namespace), client.MatchingFields{"n": "0"}, client.MatchingLabels{"step": "runtime"}); err != nil {
			return err
		}
		if len(found.Items) == 1 {
			break
		}
		if time.Now().After(end) {
			return fmt.Errorf("the cache has %d config maps", len(found.Items))
		}
	}
	if err := direct.DeleteAllOf(ctx, &corev1.ConfigMap{}, client.InNamespace(namespace), client.MatchingLabels{"step": "runtime"}); err != nil {
		return err
	}
	return direct.Delete(ctx, object)
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"sigs.k8s.io/yaml"
)

func kinds(ctx context.Context, config *rest.Config, arguments []string) error {
	if len(arguments) != 1 {
		return fmt.Errorf("usage: kinds FOLDER")
	}
	asked, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(asked))
	files, err := filepath.Glob(filepath.Join(arguments[0], "*.yaml"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := kindOf(ctx, client, mapper, file); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
	}
	fmt.Println("kinds", len(files))
	return nil
}

// kindOf applies a manifest, reads, patches, fights over and deletes what it makes.
func kindOf(ctx context.Context, client dynamic.Interface, mapper meta.RESTMapper, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	object := &unstructured.Unstructured{}
	if err := yaml.Unmarshal(text, &object.Object); err != nil {
		return err
	}
	kind := object.GroupVersionKind()
	mapping, err := mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return err
	}
	var objects dynamic.ResourceInterface = client.Resource(mapping.Resource)
	if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
		objects = client.Resource(mapping.Resource).Namespace(namespace)
	}
	object.SetLabels(map[string]string{"owner": "one"})
	name := object.GetName()
	one, two := metav1.ApplyOptions{FieldManager: "one"}, metav1.ApplyOptions{FieldManager: "two"}
	return all(
		check{"apply", func() error { _, err := objects.Apply(ctx, name, object, one); return err }},
		check{"apply again", func() error {
			read, err := objects.Get(ctx, name, metav1.GetOptions{})
			if err != nil {
				return err
			}
			again, err := objects.Apply(ctx, name, object, one)
			if err != nil {
				return err
			}
			return wanted("generation", again.GetGeneration(), read.GetGeneration())
		}},
		check{"list", func() error {
			list, err := objects.List(ctx, metav1.ListOptions{LabelSelector: "owner=one"})
			if err != nil {
				return err
			}
			return wanted("objects", len(list.Items), 1)
		}},
		check{"merge patch", func() error {
			patched, err := objects.Patch(ctx, name, types.MergePatchType, []byte(`{"metadata":{"annotations":{"a":"b"}}}`), metav1.PatchOptions{})
			if err != nil {
				return err
			}
			return wanted("annotation", patched.GetAnnotations()["a"], "b")
		}},
		check{"a conflict of two that apply", func() error {
			other := object.DeepCopy()
			other.SetLabels(map[string]string{"owner": "two"})
			_, err := objects.Apply(ctx, name, other, two)
			if err := refused(err, apierrors.IsConflict); err != nil {
				return err
			}
			two.Force = true
			taken, err := objects.Apply(ctx, name, other, two)
			if err != nil {
				return err
			}
			return wanted("owner", taken.GetLabels()["owner"], "two")
		}},
		check{"delete", func() error {
			if err := objects.Delete(ctx, name, metav1.DeleteOptions{}); err != nil {
				return err
			}
			for end := time.Now().Add(20 * time.Second); ; {
				_, err := objects.Get(ctx, name, metav1.GetOptions{})
				if err != nil {
					return refused(err, apierrors.IsNotFound)
				}
				if time.Now().After(end) {
					return fmt.Errorf("it is still there")
				}
				time.Sleep(20 * time.Millisecond)
			}
		}})
}

// leader says what client-go's election by leases would meet.
func leader(ctx context.Context, config *rest.Config, _ []string) error {
	asked, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	_, err = asked.ServerResourcesForGroupVersion("coordination.k8s.io/v1")
	if err == nil {
		return fmt.Errorf("coordination.k8s.io is served: an election should be held here")
	}
	if err := refused(err, apierrors.IsNotFound); err != nil {
		return err
	}
	fmt.Println("coordination.k8s.io is not served: no leases, no election")
	return nil
}

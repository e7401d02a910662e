package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes"
	corev1client "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/pager"
	watchtools "k8s.io/client-go/tools/watch"
	"k8s.io/client-go/util/retry"
)

func configMap(name, step string) *corev1.ConfigMap {
	return &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"step": step}}, Data: map[string]string{"n": "0"}}
}

// each runs work for 0 to count-1 on some threads; the first failure.
func each(count, threads int, work func(int) error) error {
	var group sync.WaitGroup
	failures := make(chan error, threads)
	for thread := range threads {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := thread; i < count; i += threads {
				if err := work(i); err != nil {
					failures <- err
					return
				}
			}
		}()
	}
	group.Wait()
	close(failures)
	return <-failures
}

func forget(ctx context.Context, maps corev1client.ConfigMapInterface, step string) error {
	return maps.DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{LabelSelector: "step=" + step})
}

func conflicts(ctx context.Context, config *rest.Config, _ []string) error {
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(namespace)
	if _, err := maps.Create(ctx, configMap("counter", "conflicts"), metav1.CreateOptions{}); err != nil {
		return err
	}
	const writers, rounds = 8, 25
	patience := wait.Backoff{Steps: 500, Duration: 2 * time.Millisecond, Factor: 1, Jitter: 1}
	if err := each(writers*rounds, writers, func(int) error {
		return retry.RetryOnConflict(patience, func() error {
			counter, err := maps.Get(ctx, "counter", metav1.GetOptions{})
			if err != nil {
				return err
			}
			n, _ := strconv.Atoi(counter.Data["n"])
			counter.Data["n"] = strconv.Itoa(n + 1)
			_, err = maps.Update(ctx, counter, metav1.UpdateOptions{})
			return err
		})
	}); err != nil {
		return err
	}
	counter, err := maps.Get(ctx, "counter", metav1.GetOptions{})
	if err != nil {
		return err
	}
	if err := wanted("count", counter.Data["n"], strconv.Itoa(writers*rounds)); err != nil {
		return err
	}
	return forget(ctx, maps, "conflicts")
}

func pages(ctx context.Context, config *rest.Config, arguments []string) error {
	count := 0
	if len(arguments) == 1 {
		count, _ = strconv.Atoi(arguments[0])
	}
	if count <= 0 {
		return fmt.Errorf("usage: pages COUNT")
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(namespace)
	if err := each(count, 8, func(i int) error {
		_, err := maps.Create(ctx, configMap(fmt.Sprintf("page-%06d", i), "pages"), metav1.CreateOptions{})
		return err
	}); err != nil {
		return err
	}
	chunks, seen, last := 0, 0, ""
	list := pager.New(func(ctx context.Context, options metav1.ListOptions) (runtime.Object, error) {
		page, err := maps.List(ctx, options)
		if chunks++; err == nil && chunks == 2 { // a page that was handed out stays as it was
			if _, err := maps.Create(ctx, configMap("page-999999", "pages"), metav1.CreateOptions{}); err != nil {
				return nil, err
			}
			if err := maps.Delete(ctx, fmt.Sprintf("page-%06d", count-1), metav1.DeleteOptions{}); err != nil {
				return nil, err
			}
		}
		return page, err
	})
	list.PageSize = 500
	if err := list.EachListItem(ctx, metav1.ListOptions{LabelSelector: "step=pages"}, func(object runtime.Object) error {
		name := object.(*corev1.ConfigMap).Name
		if name <= last {
			return fmt.Errorf("%s came after %s", name, last)
		}
		last = name
		seen++
		return nil
	}); err != nil {
		return err
	}
	if err := wanted("objects", seen, count); err != nil {
		return err
	}
	if err := wanted("chunks", chunks, (count+499)/500); err != nil {
		return err
	}
	fmt.Println("objects", seen, "chunks", chunks)
	return forget(ctx, maps, "pages")
}

func watchChanges(ctx context.Context, config *rest.Config, _ []string) error {
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(namespace)
	options := metav1.ListOptions{LabelSelector: "step=watch"}
	list, err := maps.List(ctx, options)
	if err != nil {
		return err
	}
	watcher, err := watchtools.NewRetryWatcherWithContext(ctx, list.ResourceVersion, &cache.ListWatch{
		WatchFuncWithContext: func(ctx context.Context, more metav1.ListOptions) (watch.Interface, error) {
			more.LabelSelector = options.LabelSelector
			return maps.Watch(ctx, more)
		}})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	next := func(kind watch.EventType, name string) error {
		select {
		case event := <-watcher.ResultChan():
			object, is := event.Object.(*corev1.ConfigMap)
			if !is {
				return fmt.Errorf("the watch told %v", event)
			}
			return wanted("the watch told", fmt.Sprint(event.Type, " ", object.Name), fmt.Sprint(kind, " ", name))
		case <-time.After(30 * time.Second):
			return fmt.Errorf("the watch never told of %s", name)
		}
	}
	for i := range 20 {
		name := fmt.Sprintf("watch-%d", i)
		if i == 10 { // the server may go now, and must be back when the input ends
			fmt.Println("watching")
			if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
				return err
			}
		}
		if _, err := maps.Create(ctx, configMap(name, "watch"), metav1.CreateOptions{}); err != nil {
			return err
		}
		if i < 10 {
			if err := next(watch.Added, name); err != nil {
				return err
			}
		}
	}
	for i := 10; i < 20; i++ {
		if err := next(watch.Added, fmt.Sprintf("watch-%d", i)); err != nil {
			return err
		}
	}
	return forget(ctx, maps, "watch")
}

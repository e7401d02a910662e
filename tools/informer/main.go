// informer keeps, through client-go and nothing else, what it is told about the ConfigMaps of a namespace, and compares
// it at the end with a list: informer KUBECONFIG NAMESPACE. Two witnesses run side by side:
//
//   - the informer, which lists again whenever it likes: it may skip states of an object but must end with the newest,
//     and never go back or tell of an object that is not there;
//   - the chain, a watch that is resumed from the last version it saw and must be told of every single change. Writers
//     count each object's changes in data.n, so a lost or doubled event is a gap or a repetition.
//
// It prints "synced", and then "marker N" whenever the chain sees the ConfigMap "marker" at data.n = N. It runs until its
// standard input ends; then it waits until both know what the server lists, for as long as -settle says, and prints a
// line of counts. Exit code 1: something was lost, doubled or told out of order.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	watchtools "k8s.io/client-go/tools/watch"
)

var resource = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}

// model is what the events add up to, by name; and what was wrong with them.
type model struct {
	mutex                   sync.Mutex
	objects                 map[string]known
	added, updated, deleted int
	resyncs                 int // updates that changed nothing
	wrong                   []string
}

type known struct {
	uid     string
	version uint64
	value   string // of data.n
}

func see(object *unstructured.Unstructured) known {
	version, _ := strconv.ParseUint(object.GetResourceVersion(), 10, 64)
	value, _, _ := unstructured.NestedString(object.Object, "data", "n")
	return known{string(object.GetUID()), version, value}
}

func (m *model) complain(format string, args ...any) {
	if len(m.wrong) < 20 {
		m.wrong = append(m.wrong, fmt.Sprintf(format, args...))
	}
}

func (m *model) add(object *unstructured.Unstructured) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.added++
	if before, there := m.objects[object.GetName()]; there {
		m.complain("%s was added twice: %v, then %v", object.GetName(), before, see(object))
	}
	m.objects[object.GetName()] = see(object)
}

func (m *model) update(object *unstructured.Unstructured) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	before, there := m.objects[object.GetName()]
	now := see(object)
	switch {
	case !there:
		m.complain("%s was changed but never added", object.GetName())
	case before.uid == now.uid && now.version < before.version:
		m.complain("%s went back from version %d to %d", object.GetName(), before.version, now.version)
	case before == now:
		m.resyncs++ // what a new list tells again
	default:
		m.updated++
	}
	m.objects[object.GetName()] = now
}

func (m *model) remove(object any) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	name := ""
	switch o := object.(type) {
	case *unstructured.Unstructured:
		name = o.GetName()
	case cache.DeletedFinalStateUnknown: // found missing by a new list
		_, name, _ = cache.SplitMetaNamespaceKey(o.Key)
	}
	m.deleted++
	if _, there := m.objects[name]; !there {
		m.complain("%s was deleted twice, or never added", name)
	}
	delete(m.objects, name)
}

// differs says how the model differs from a list; "" when it doesn't.
func (m *model) differs(list *unstructured.UnstructuredList) string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for i := range list.Items {
		name, now := list.Items[i].GetName(), see(&list.Items[i])
		if told, there := m.objects[name]; !there {
			return fmt.Sprintf("%s %v was never told of", name, now)
		} else if told != now {
			return fmt.Sprintf("%s is %v but was told to be %v", name, now, told)
		}
	}
	if len(m.objects) != len(list.Items) {
		return fmt.Sprintf("%d objects were told of but there are %d", len(m.objects), len(list.Items))
	}
	return ""
}

// chain follows every change since a list, by a watch that is resumed from the version seen last.
type chain struct {
	m       *model
	client  dynamic.ResourceInterface
	gones   int // the server knew the version no more, and the chain began anew
	version uint64
}

func (c *chain) event(event watch.Event) {
	object := event.Object.(*unstructured.Unstructured)
	now, name := see(object), object.GetName()
	if name == "marker" {
		fmt.Println("marker", now.value)
	}
	c.m.mutex.Lock()
	defer c.m.mutex.Unlock()
	before, there := c.m.objects[name]
	if now.version <= c.version {
		c.m.complain("%s %s: version %d came after %d", event.Type, name, now.version, c.version)
	}
	c.version = now.version
	switch event.Type {
	case watch.Added:
		c.m.added++
		if there || now.value != "0" {
			c.m.complain("%s was added as %v, known was %v", name, now, before)
		}
		c.m.objects[name] = now
	case watch.Modified:
		c.m.updated++
		last, _ := strconv.Atoi(before.value)
		if !there || before.uid != now.uid || now.value != strconv.Itoa(last+1) {
			c.m.complain("%s went from %v to %v", name, before, now)
		}
		c.m.objects[name] = now
	case watch.Deleted:
		c.m.deleted++
		if !there || before.uid != now.uid {
			c.m.complain("%s was deleted as %v, known was %v", name, now, before)
		}
		delete(c.m.objects, name)
	}
}

// begin forgets, lists, and tells from where to watch.
func (c *chain) begin(ctx context.Context) (string, error) {
	list, err := c.client.List(ctx, metav1.ListOptions{})
	if err != nil {
		return "", err
	}
	c.m.mutex.Lock()
	defer c.m.mutex.Unlock()
	c.m.objects = map[string]known{}
	for i := range list.Items {
		c.m.objects[list.Items[i].GetName()] = see(&list.Items[i])
	}
	c.version, _ = strconv.ParseUint(list.GetResourceVersion(), 10, 64)
	return list.GetResourceVersion(), nil
}

func (c *chain) run(ctx context.Context) {
	for ctx.Err() == nil {
		from, err := c.begin(ctx)
		if err != nil {
			time.Sleep(100 * time.Millisecond)
			continue
		}
		watcher, err := watchtools.NewRetryWatcherWithContext(ctx, from, &cache.ListWatch{
			WatchFuncWithContext: func(ctx context.Context, options metav1.ListOptions) (watch.Interface, error) {
				return c.client.Watch(ctx, options)
			}})
		if err != nil {
			c.m.mutex.Lock()
			c.m.complain("no watch: %v", err)
			c.m.mutex.Unlock()
			return
		}
		for event := range watcher.ResultChan() {
			if event.Type != watch.Error {
				c.event(event)
			} else if c.gones++; !apierrors.IsGone(apierrors.FromObject(event.Object)) && !apierrors.IsResourceExpired(apierrors.FromObject(event.Object)) {
				c.m.mutex.Lock()
				c.m.complain("the watch ended with %v", event.Object)
				c.m.mutex.Unlock()
			}
		}
	}
}

func run() error {
	settle := flag.Duration("settle", 30*time.Second, "how long the last events may take")
	flag.Parse()
	if flag.NArg() != 2 {
		return fmt.Errorf("usage: informer [-settle=30s] KUBECONFIG NAMESPACE")
	}
	namespace := flag.Arg(1)
	config, err := clientcmd.BuildConfigFromFlags("", flag.Arg(0))
	if err != nil {
		return err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}

	m := &model{objects: map[string]known{}}
	factory := dynamicinformer.NewFilteredDynamicSharedInformerFactory(client, 0, namespace, nil)
	informer := factory.ForResource(resource).Informer()
	watchErrors := 0
	if err := informer.SetWatchErrorHandler(func(*cache.Reflector, error) { m.mutex.Lock(); watchErrors++; m.mutex.Unlock() }); err != nil {
		return err
	}
	if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(o any) { m.add(o.(*unstructured.Unstructured)) },
		UpdateFunc: func(_, o any) { m.update(o.(*unstructured.Unstructured)) },
		DeleteFunc: m.remove,
	}); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := &chain{m: &model{}, client: client.Resource(resource).Namespace(namespace)}
	if _, err := c.begin(ctx); err != nil {
		return err
	}
	go c.run(ctx)
	factory.Start(ctx.Done())
	if !cache.WaitForCacheSync(ctx.Done(), informer.HasSynced) {
		return fmt.Errorf("the informer never had a first list")
	}
	fmt.Println("synced")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}

	difference := "no list"
	for deadline := time.Now().Add(*settle); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		list, err := c.client.List(ctx, metav1.ListOptions{})
		if err != nil {
			difference = err.Error()
			continue
		}
		if difference = m.differs(list); difference != "" {
			difference = "informer: " + difference
		} else if difference = c.m.differs(list); difference != "" {
			difference = "chain: " + difference
		} else {
			break
		}
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	c.m.mutex.Lock()
	defer c.m.mutex.Unlock()
	fmt.Printf("objects=%d informer: added=%d updated=%d deleted=%d told_again=%d errors=%d chain: added=%d updated=%d deleted=%d gone=%d\n",
		len(m.objects), m.added, m.updated, m.deleted, m.resyncs, watchErrors, c.m.added, c.m.updated, c.m.deleted, c.gones)
	wrong := append(append([]string{}, m.wrong...), c.m.wrong...)
	if difference != "" {
		wrong = append(wrong, difference)
	}
	for _, what := range wrong {
		fmt.Fprintln(os.Stderr, "informer:", what)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%d events were lost, doubled or out of order", len(wrong))
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "informer:", err)
		os.Exit(1)
	}
}

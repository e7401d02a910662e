// platform does against a server what platform code does with client-go and controller-runtime, and nothing else, and
// says what it found: platform KUBECONFIG STEP [ARGUMENTS]. Every step makes what it needs and takes it away again.
//
//	typed json|protobuf    the typed client set on Kubernetes' own kinds, in that encoding both ways
//	kinds FOLDER           every manifest of a folder through discovery, the RESTMapper and the dynamic client
//	conflicts              many writers of one object, each of whom retries on conflict
//	pages COUNT            as many objects, listed by the pager in chunks of 500 while others come and go
//	watch                  a RetryWatcher; prints "watching", goes on when its standard input ends, and must have seen all
//	runtime                the client and the cache of controller-runtime
//	leader                 leader election by leases, which needs coordination.k8s.io
//
// The last line it prints is "ok"; otherwise the exit code is 1 and standard error says what was wrong.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

const namespace = "default"

var steps = map[string]func(ctx context.Context, config *rest.Config, arguments []string) error{
	"typed": typed, "kinds": kinds, "conflicts": conflicts, "pages": pages, "watch": watchChanges, "runtime": controllerRuntime, "leader": leader,
}

func run() error {
	if len(os.Args) < 3 || steps[os.Args[2]] == nil {
		return fmt.Errorf("usage: platform KUBECONFIG typed|kinds|conflicts|pages|watch|runtime|leader [ARGUMENTS]")
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		return err
	}
	config.QPS = -1 // the server is to be the limit
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return steps[os.Args[2]](ctx, config, os.Args[3:])
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "platform:", err)
		os.Exit(1)
	}
	fmt.Println("ok")
}

// all gives the first of some failures, with what was being done.
func all(checks ...check) error {
	for _, c := range checks {
		if err := c.do(); err != nil {
			return fmt.Errorf("%s: %w", c.what, err)
		}
	}
	return nil
}

type check struct {
	what string
	do   func() error
}

// wanted is nil when both are equal.
func wanted[T comparable](what string, found, wanted T) error {
	if found == wanted {
		return nil
	}
	return fmt.Errorf("%s: found %v, wanted %v", what, found, wanted)
}

// refused is nil when an error is of the kind that was expected.
func refused(err error, is func(error) bool) error {
	if err == nil {
		return fmt.Errorf("it was not refused")
	}
	if !is(err) {
		return fmt.Errorf("it was refused for another reason: %w", err)
	}
	return nil
}

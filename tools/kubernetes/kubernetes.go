// Package kubernetes only names, in go.mod, the programs that scripts/build-kube builds.
package kubernetes

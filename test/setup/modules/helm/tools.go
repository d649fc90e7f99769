//go:build tools

// Package tools names the programs that set-up builds, so that go.mod and go.sum pin everything they need.
package tools

import (
	_ "helm.sh/helm/v4/cmd/helm"
)

//go:build !linux

package cage

import "os/exec"

// withoutNetwork tells that there is no way to.
func withoutNetwork(*exec.Cmd) bool { return false }

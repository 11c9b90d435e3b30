//go:build !linux

package cage

import "os/exec"

// withoutNetwork does nothing: there is no way to.
func withoutNetwork(*exec.Cmd) {}

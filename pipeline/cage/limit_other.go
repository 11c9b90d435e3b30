//go:build !linux

package cage

import (
	"os"

	"tonghop/pipeline"
)

// bound does nothing: where there are no such limits, the parent's limit of time holds.
func bound(pipeline.CageLimits) error { return nil }

// narrow does nothing either.
func narrow(int64) (widen func() error) { return func() error { return nil } }

// peak is not known there, or in other units.
func peak(*os.ProcessState) int64 { return 0 }

package cage

import (
	"fmt"
	"os"
	"syscall"

	"tonghop/pipeline"
)

// descriptors bounds the open files of a child: LibreOffice has some hundred.
const descriptors = 512

// bound sets the limits of this process and of those that it starts. Memory is that of data: the address space that Go
// reserves says nothing of what it uses.
func bound(limits pipeline.CageLimits) error {
	for _, limit := range []struct {
		resource int
		value    uint64
	}{
		{syscall.RLIMIT_DATA, shadow() + uint64(limits.Memory)},
		{syscall.RLIMIT_CPU, uint64(limits.CPUSeconds)},
		{syscall.RLIMIT_FSIZE, uint64(limits.OutputBytes)},
		{syscall.RLIMIT_CORE, 0},
		{syscall.RLIMIT_NOFILE, descriptors},
	} {
		var now syscall.Rlimit
		if err := syscall.Getrlimit(limit.resource, &now); err != nil {
			return fmt.Errorf("limit %d: %w", limit.resource, err)
		}
		value := min(limit.value, now.Max) // an operator may have set less
		if err := syscall.Setrlimit(limit.resource, &syscall.Rlimit{Cur: value, Max: value}); err != nil {
			return fmt.Errorf("limit %d: %w", limit.resource, err)
		}
	}
	return nil
}

// narrow lowers the memory of the processes that are started from here on, until widen is called.
func narrow(memory int64) (widen func() error) {
	var now syscall.Rlimit
	err := syscall.Getrlimit(syscall.RLIMIT_DATA, &now)
	if err == nil {
		err = syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: min(now.Cur, shadow()+uint64(memory)), Max: now.Max})
	}
	return func() error {
		if err != nil {
			return err
		}
		return syscall.Setrlimit(syscall.RLIMIT_DATA, &now)
	}
}

// peak is the most memory in bytes that an ended process had.
func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return usage.Maxrss << 10
}

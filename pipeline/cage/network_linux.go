package cage

import (
	"os"
	"os/exec"
	"syscall"
)

// withoutNetwork has a process start in a network of its own, where there is nothing: a workbook can name links. The user
// stays the same.
func withoutNetwork(process *exec.Cmd) {
	process.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
	}
}

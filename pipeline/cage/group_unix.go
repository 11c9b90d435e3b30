//go:build unix

package cage

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// ownGroup makes the process the first of a group, so that what it starts ends with it.
func ownGroup(process *exec.Cmd) { process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends a process of ownGroup, and all that it started. It may be gone already.
func killGroup(process *os.Process) { _ = syscall.Kill(-process.Pid, syscall.SIGKILL) }

// endGroup ends this process, and all that it started.
func endGroup() {
	if syscall.Getpgrp() == os.Getpid() {
		_ = syscall.Kill(0, syscall.SIGKILL)
	}
	os.Exit(1)
}

// keepOpenFiles holds that no file that this process has open is passed on: those that it was itself started with, or that
// a library in C has opened, would be.
func keepOpenFiles() {
	entries, _ := os.ReadDir("/dev/fd") // where there is none, Go's own files are kept all the same
	for _, entry := range entries {
		if number, err := strconv.Atoi(entry.Name()); err == nil && number > 2 {
			syscall.CloseOnExec(number)
		}
	}
}

//go:build unix

package cage

import (
	"io/fs"
	"os"
	"syscall"
)

// hold takes a lock that ends with this process, however it ends.
func hold(lock *os.File) error { return syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }

// isLeft tells whether nobody holds the lock; one that cannot be opened was never made or is being removed.
func isLeft(path string) bool {
	lock, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return os.IsNotExist(err)
	}
	defer lock.Close()
	return hold(lock) == nil
}

// isOurs tells whether a folder belongs to the user of this process.
func isOurs(info fs.FileInfo) bool {
	state, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(state.Uid) == os.Geteuid()
}

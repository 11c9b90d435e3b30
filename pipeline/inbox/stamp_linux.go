package inbox

import (
	"io/fs"
	"syscall"
	"time"
)

// noWait opens a pipe without waiting for somebody to write into it.
const noWait = syscall.O_NONBLOCK

// changed is when a file last changed: its bytes, or its name, owner or times. The last nobody can set, whatever time a program copied with
// the bytes.
func changed(info fs.FileInfo) time.Time {
	stamp := info.ModTime()
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		if at := time.Unix(stat.Ctim.Unix()); at.After(stamp) {
			return at
		}
	}
	return stamp
}

// links counts the names of a file.
func links(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Nlink)
	}
	return 1
}

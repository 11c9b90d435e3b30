// Package deliver puts what is published where it belongs.
package deliver

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// Folder is an outlet into a folder, which is made where it is not there.
type Folder struct{ Dir string }

// Deliver writes a file under a temporary name and renames it, so that a reader never sees half of it.
func (f Folder) Deliver(name string, write func(io.Writer) error) (string, error) {
	if err := os.MkdirAll(f.Dir, 0o755); err != nil {
		return "", err
	}
	temporary, err := os.CreateTemp(f.Dir, ".writing-*")
	if err != nil {
		return "", err
	}
	defer os.Remove(temporary.Name())
	defer temporary.Close()
	buffered := bufio.NewWriterSize(temporary, 1<<16)
	if err := write(buffered); err != nil {
		return "", err
	}
	if err := buffered.Flush(); err != nil {
		return "", err
	}
	if err := temporary.Chmod(0o644); err != nil {
		return "", err
	}
	if err := temporary.Close(); err != nil {
		return "", err
	}
	path := filepath.Join(f.Dir, filepath.Base(name))
	return path, os.Rename(temporary.Name(), path)
}

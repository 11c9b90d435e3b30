// Package deliver puts what is published where it belongs.
package deliver

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"tonghop/pipeline/durable"
)

// Folder is an outlet into a folder, which is made where it is not there.
type Folder struct {
	Dir     string
	Private bool // its files are for their owner only
	Durable bool // what Deliver has put there survives a crash of the machine
}

// Deliver writes a file, in a folder within where its name has one, under a temporary name and renames it, so that a reader never sees half of it.
func (f Folder) Deliver(name string, write func(io.Writer) error) (string, error) {
	target := f.path(name)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return "", err
	}
	mode := os.FileMode(0o644)
	if f.Private {
		mode = 0o600
	}
	if err := durable.Write(target, mode, f.Durable, write); err != nil {
		return "", err
	}
	return target, nil
}

// path is where a file is: within the folder, whatever the name says.
func (f Folder) path(name string) string {
	return filepath.Join(f.Dir, filepath.FromSlash(path.Clean("/"+name)))
}

// Read returns what is there under a name; nil where there is nothing.
func (f Folder) Read(name string) ([]byte, error) {
	data, err := os.ReadFile(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

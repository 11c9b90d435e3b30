// Package durable writes files that are there whole or not at all.
package durable

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Writing begins the names of files that are being written. What a killed process leaves has such a name.
const Writing = ".writing-"

// Write writes the file of a path, whose folder is there, as Replace does. Where it is synced, what it has returned nil for survives a crash of
// the machine.
func Write(path string, mode fs.FileMode, synced bool, write func(io.Writer) error) error {
	dir := filepath.Dir(path)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := Replace(root, filepath.Base(path), mode, synced, write); err != nil || !synced {
		return err
	}
	return Sync(dir)
}

// Replace writes a file in a folder under a temporary name and renames it: a reader never sees half of it and, where it is synced, nor does
// whoever looks after a crash of the machine; but which of the two is there then, the new file or the one before, is not sure until its folder is
// synced too. The mode is the file's whatever the umask.
func Replace(folder *os.Root, name string, mode fs.FileMode, synced bool, write func(io.Writer) error) error {
	temporary := filepath.Join(filepath.Dir(name), Writing+rand.Text())
	file, err := folder.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return named(folder, name, err)
	}
	defer folder.Remove(temporary) // however writing ends, with a panic too; where it was renamed there is nothing
	defer file.Close()
	if err := errors.Join(fill(file, mode, synced, write), file.Close()); err != nil {
		return err
	}
	if err := folder.Rename(temporary, name); err != nil {
		return named(folder, name, err)
	}
	return nil
}

func fill(file *os.File, mode fs.FileMode, synced bool, write func(io.Writer) error) error {
	buffered := bufio.NewWriterSize(file, 1<<16)
	if err := write(buffered); err != nil {
		return err
	}
	if err := errors.Join(buffered.Flush(), file.Chmod(mode)); err != nil || !synced {
		return err
	}
	return file.Sync()
}

// named says which file cannot be written: the name of the temporary one says nothing to anybody.
func named(folder *os.Root, name string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("write %s: %w", filepath.Join(folder.Name(), name), err)
}

// Sync makes a file durable, or what was put into a folder, renamed there or removed from it.
func Sync(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return file.Sync()
}

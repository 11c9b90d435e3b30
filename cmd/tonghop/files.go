package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

// localFiles are the files that this process sees.
type localFiles struct{}

func (localFiles) Mode(path string) (fs.FileMode, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Mode(), nil
}

func (localFiles) List(folder string) ([]pipeline.FolderEntry, error) {
	found, err := os.ReadDir(folder)
	entries := make([]pipeline.FolderEntry, len(found))
	for i, entry := range found {
		entries[i] = pipeline.FolderEntry{Name: entry.Name(), Type: entry.Type()}
	}
	return entries, err
}

func (localFiles) Open(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return file, nil
}

func (localFiles) Outlet(folder string, private bool) pipeline.Outlet {
	return deliver.Folder{Dir: folder, Private: private}
}

// namedFiles are those that a command line names, and what is in its folders: a server that carries it out can ask for no others, for whoever
// typed it may be allowed more than the server.
type namedFiles struct {
	localFiles
	named []string
}

func (f namedFiles) check(path string) error {
	if slices.ContainsFunc(f.named, func(named string) bool {
		within, err := filepath.Rel(named, path)
		return err == nil && filepath.IsLocal(within)
	}) {
		return nil
	}
	return fmt.Errorf("tonghop serve asked for %s, which the command line does not name", path)
}

func (f namedFiles) Mode(path string) (fs.FileMode, error) {
	if err := f.check(path); err != nil {
		return 0, err
	}
	return f.localFiles.Mode(path)
}

func (f namedFiles) List(folder string) ([]pipeline.FolderEntry, error) {
	if err := f.check(folder); err != nil {
		return nil, err
	}
	return f.localFiles.List(folder)
}

func (f namedFiles) Open(path string) (io.ReadCloser, error) {
	if err := f.check(path); err != nil {
		return nil, err
	}
	return f.localFiles.Open(path)
}

func (f namedFiles) Outlet(folder string, private bool) pipeline.Outlet {
	if err := f.check(folder); err != nil {
		return refusing{err}
	}
	return f.localFiles.Outlet(folder, private)
}

// refusing is an outlet that takes nothing.
type refusing struct{ err error }

func (r refusing) Ready() error { return r.err }

func (r refusing) Deliver(string, func(io.Writer) error) (string, error) { return "", r.err }
func (r refusing) Read(string) ([]byte, error)                           { return nil, r.err }

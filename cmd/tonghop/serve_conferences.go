package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/durable"
	"tonghop/templates"
)

// conferenceFiles are the files of conferences in the data folder of tonghop serve. They are read anew where one changed, so that a conference
// that is written in the portal, or put there by hand, needs no restart.
type conferenceFiles struct {
	data    string
	catalog *pipeline.Catalog
	mu      sync.Mutex
	hash    string // of the files that were read last; "" before
}

// conferenceFolder is where the conferences of an office lie.
func conferenceFolder(data string) string { return filepath.Join(data, "templates", "conferences") }

// Reload reads the files anew where one changed. Where one is wrong, the conferences stay those that were read before.
func (f *conferenceFiles) Reload() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	hash, err := hashFolder(conferenceFolder(f.data), "")
	if err != nil || hash == f.hash {
		return err
	}
	all, err := catalog.ReadConferences(f.catalog, f.templates())
	if err != nil {
		return err
	}
	f.catalog.Conferences.Replace(all)
	f.hash = hash
	return nil
}

func (f *conferenceFiles) templates() fs.FS {
	return catalog.Overlay(filepath.Join(f.data, "templates"), templates.FS)
}

// path is where the file of a conference lies that was written in the portal.
func (f *conferenceFiles) path(id string) string {
	return filepath.Join(conferenceFolder(f.data), id+".yaml")
}

// Own tells whether a conference stands in a file that Write would write.
func (f *conferenceFiles) Own(c pipeline.Conference) bool { return c.File == f.path(c.ID) }

// Check reads the conferences with the file, which lies in a folder of its own meanwhile.
func (f *conferenceFiles) Check(id string, text []byte) (wrong []string, err error) {
	dir, err := os.MkdirTemp("", "tonghop-conference-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // in the system's temporary folder
	if err := os.Mkdir(filepath.Join(dir, "conferences"), 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "conferences", id+".yaml"), text, 0o600); err != nil {
		return nil, err
	}
	_, err = catalog.ReadConferences(f.catalog, catalog.Overlay(dir, f.templates()))
	if err == nil {
		return nil, nil
	}
	problems, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil, err
	}
	for _, joined := range problems.Unwrap() {
		var problem *catalog.Problem
		if !errors.As(joined, &problem) || !strings.HasSuffix(filepath.ToSlash(problem.File), "conferences/"+id+".yaml") {
			return nil, err // of another file
		}
		wrong = append(wrong, problem.Text)
	}
	return wrong, nil
}

// Write keeps a file durably, whole or not at all, and has it read.
func (f *conferenceFiles) Write(id string, text []byte) error {
	if err := os.MkdirAll(conferenceFolder(f.data), 0o755); err != nil {
		return err
	}
	err := durable.Write(f.path(id), 0o644, true, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	return f.Reload()
}

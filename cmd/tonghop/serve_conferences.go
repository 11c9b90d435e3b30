package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/durable"
	"tonghop/pipeline/portal"
	"tonghop/templates"
)

// conferenceFiles are the files of conferences in the data folder. The portal reads them anew, so that a conference needs no restart; commands that
// are typed do, for they are carried out with the templates of when the service began.
type conferenceFiles struct {
	*service
	others string // hash of the other templates and the configuration, when the service began
}

func (s *service) conferenceFiles() (*conferenceFiles, error) {
	f := &conferenceFiles{service: s}
	var err error
	f.others, err = f.hashOthers()
	return f, err
}

// hashOthers hashes all that an officer may change but the conferences.
func (f *conferenceFiles) hashOthers() (string, error) {
	var all bytes.Buffer
	folder := filepath.Join(f.data, "templates")
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path == filepath.Join(folder, "conferences"):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		hash, err := hashFile(path)
		all.WriteString(hash + " " + path[len(folder):] + "\n")
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	config, configErr := hashFile(f.config)
	return hashOf(append(all.Bytes(), config...)), errors.Join(err, configErr)
}

// Pipeline is that of the service with the catalogue as it lies there now.
func (f *conferenceFiles) Pipeline() (*pipeline.Pipeline, error) {
	others, err := f.hashOthers()
	if err != nil {
		return nil, err
	}
	if others != f.others {
		return nil, portal.ErrRestart
	}
	c, err := catalog.Load(f.templates(), f.config)
	if err != nil {
		return nil, err
	}
	return &pipeline.Pipeline{Catalog: c, Archive: f.Archive, Warehouse: f.warehouse, Composer: compose.New(c), Writers: f.Writers, Binder: f.Binder, Now: f.Now}, nil
}

func (f *conferenceFiles) templates() fs.FS {
	return catalog.Overlay(filepath.Join(f.data, "templates"), templates.FS)
}

// Check reads the catalogue with the file, which lies in a folder of its own meanwhile.
func (f *conferenceFiles) Check(id string, text []byte) (wrong []string, err error) {
	dir, err := os.MkdirTemp("", "tonghop-conference-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // in the system's temporary folder
	if err := writeConference(dir, id, text); err != nil {
		return nil, err
	}
	_, err = catalog.Load(catalog.Overlay(dir, f.templates()), f.config)
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

// Write keeps a file durably, whole or not at all.
func (f *conferenceFiles) Write(id string, text []byte) error {
	return writeConference(filepath.Join(f.data, "templates"), id, text)
}

func writeConference(folder, id string, text []byte) error {
	folder = filepath.Join(folder, "conferences")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return durable.Write(filepath.Join(folder, id+".yaml"), 0o644, true, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

package deliver

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

// Ready returns a *pipeline.DecisionError where no file can be written to the folder, or, where it is not there, it cannot be made. It makes no folder.
func (f Folder) Ready() error {
	dir := filepath.Clean(f.Dir)
	for missing(dir) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
	}
	probe, err := os.CreateTemp(dir, durable.Writing+"*")
	if err == nil {
		return errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	var about *fs.PathError
	if errors.As(err, &about) {
		err = about.Err // the name of a temporary file says nothing to anybody
	}
	return pipeline.Refuse("folder-closed", "no file can be written to {folder}: {why}; give another folder", "folder", f.Dir, "why", err)
}

// missing tells whether nothing is there, not even a link.
func missing(path string) bool {
	_, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist)
}

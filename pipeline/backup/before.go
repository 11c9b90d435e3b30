package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

// KeepBefore copies the file of a warehouse, which is closed and has a schema older than the one that it is brought to, into a folder of its own: it
// can be put back as it is, for the program of before.
func (f Folder) KeepBefore(path string, have, known int, at time.Time) error {
	dir := filepath.Join(f.Dir, fmt.Sprintf("before-schema-%d", known), at.In(pipeline.Zone).Format(pipeline.BackupTime))
	err := os.MkdirAll(dir, 0o700)
	for _, ending := range []string{".wal", ""} { // closing empties the log into the file, unless it cannot
		if err == nil {
			err = copyDurably(filepath.Join(dir, filepath.Base(path)+ending), path+ending)
		}
		if ending != "" && errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err != nil {
		return fmt.Errorf("%s has schema %d; before it is brought to %d it is copied to %s: %w; make room or set service.folders.backups, then start again",
			path, have, known, dir, err)
	}
	return nil
}

// copyDurably copies a file so that the copy is there whole or not at all.
func copyDurably(target, source string) error {
	from, err := os.Open(source)
	if err != nil {
		return err
	}
	defer from.Close()
	return durable.Write(target, 0o600, true, func(w io.Writer) error { _, err := io.Copy(w, from); return err })
}

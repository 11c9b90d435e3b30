package backup

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

// KeepBefore copies the file of a warehouse, which is closed and has a schema older than the one that it is brought to, into a folder of its own: it
// can be put back as it is, for the program of before.
func (f Folder) KeepBefore(path string, have, known int, at time.Time) error {
	dir := filepath.Join(f.Dir, fmt.Sprint(beforeSchema, known), at.In(pipeline.Zone).Format(pipeline.BackupTime))
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
	return f.pruneBefore()
}

// beforeKept is how many of these copies are kept, for each is as large as the warehouse: the one for the program of before, and one more.
const beforeKept = 2

// pruneBefore deletes all of these copies but the newest.
func (f Folder) pruneBefore() error {
	found, err := filepath.Glob(filepath.Join(f.Dir, beforeSchema+"*", "*"))
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b string) int { // a newer program's is newer, whatever the clock says
		return cmp.Or(cmp.Compare(schemaOf(a), schemaOf(b)), strings.Compare(a, b))
	})
	for _, dir := range found[:max(0, len(found)-beforeKept)] {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		_ = os.Remove(filepath.Dir(dir)) // unless there are others in it
	}
	return nil
}

// schemaOf is the schema that a copy was made before; 0 where its folder has another name.
func schemaOf(dir string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(filepath.Base(filepath.Dir(dir)), beforeSchema))
	return n
}

// beforeSchema begins the names of the folders of these copies.
const beforeSchema = "before-schema-"

// copyDurably copies a file so that the copy is there whole or not at all.
func copyDurably(target, source string) error {
	from, err := os.Open(source)
	if err != nil {
		return err
	}
	defer from.Close()
	return durable.Write(target, 0o600, true, func(w io.Writer) error { _, err := io.Copy(w, from); return err })
}

package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

// restoring is the folder in a data folder in which a backup is put together. While it is there, what is beside it is not whole.
const restoring = ".restoring"

const database = "warehouse.duckdb"

// Importer makes a database file of a folder of tables beside it.
type Importer func(ctx context.Context, path, tables string, schema int) error

// Restore puts what a backup holds into a data folder that has no files, and returns the backup's manifest. All of it is compared with its
// hashes before the first file is written, and again while it is copied.
func Restore(ctx context.Context, from, data string, check func(schema int) error, importTables Importer) (pipeline.BackupManifest, error) {
	if err := checkEmpty(data); err != nil {
		return pipeline.BackupManifest{}, err
	}
	manifest, err := ReadManifest(from)
	if err != nil {
		return manifest, err
	}
	if err := check(manifest.Schema); err != nil {
		return manifest, fmt.Errorf("%s: %w", from, err)
	}
	if _, err := Verify(ctx, from); err != nil {
		return manifest, err
	}
	dir := filepath.Join(data, restoring)
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o700)); err != nil {
		return manifest, err
	}
	if err := fill(ctx, from, dir, manifest, importTables); err != nil {
		return manifest, errors.Join(err, os.RemoveAll(dir))
	}
	return manifest, moveUp(dir, data)
}

// fill puts a backup together in a folder.
func fill(ctx context.Context, from, dir string, manifest pipeline.BackupManifest, importTables Importer) error {
	for _, file := range manifest.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		source, target := filepath.Join(from, filepath.FromSlash(file.Name)), filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return err
		}
		hash, err := copyFile(target, source)
		if err != nil {
			return err
		}
		if hash != file.SHA256 {
			return &DamagedError{source, "it was changed while it was copied"}
		}
		if strings.HasPrefix(file.Name, "archive/") {
			if err := os.Chmod(target, 0o400); err != nil {
				return err
			}
		}
	}
	tables := filepath.Join(dir, filepath.FromSlash(pipeline.BackupTables))
	if err := importTables(ctx, filepath.Join(dir, database), tables, manifest.Schema); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(tables), syncTree(dir))
}

// moveUp moves what lies in the folder into the data folder, the database last: until it is there, nothing is.
func moveUp(dir, data string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		return strings.Compare(last(a.Name()), last(b.Name()))
	})
	for _, entry := range entries {
		if err := os.Rename(filepath.Join(dir, entry.Name()), filepath.Join(data, entry.Name())); err != nil {
			return err
		}
	}
	return errors.Join(durable.Sync(data), os.Remove(dir), durable.Sync(data))
}

func last(name string) string {
	if name == database {
		return "2"
	}
	return "1"
}

// NotEmptyError says that a folder has something in it.
type NotEmptyError struct{ Path string }

func (e *NotEmptyError) Error() string {
	return fmt.Sprintf("%s is there already: a backup is restored into a folder without files; name another by --data, or move what is there away", e.Path)
}

// checkEmpty looks for anything but empty folders of other names than those of a backup, and what a restore has left that moved nothing yet.
func checkEmpty(data string) error {
	err := filepath.WalkDir(data, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == data {
			return filepath.SkipAll
		}
		if err != nil {
			return err
		}
		within, _ := filepath.Rel(data, path)
		switch {
		case within == restoring:
			return filepath.SkipDir
		case !entry.IsDir(), within == "archive", within == "templates", within == "drafts":
			return &NotEmptyError{path}
		}
		return nil
	})
	var notEmpty *NotEmptyError
	if broken := CheckWhole(data); broken != nil && errors.As(err, &notEmpty) {
		return broken
	}
	return err
}

// CheckWhole returns an error for a data folder whose restoring was broken off.
func CheckWhole(data string) error {
	path := filepath.Join(data, restoring)
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there: a restore was broken off, or goes on; empty %s, then restore again", path, data)
	}
	return nil
}

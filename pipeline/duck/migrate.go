package duck

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tonghop/pipeline"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// schemas are the files of schema/, by their names: the version of a database is how many of them it has seen.
var schemas = func() []string {
	files, _ := fs.Glob(schemaFiles, "schema/*.sql") // the pattern is right
	return files
}()

var latestSchema = len(schemas)

// SchemaError says that a database, or a backup, is of a newer program.
type SchemaError struct{ Have, Known int }

func (e *SchemaError) Error() string {
	return fmt.Sprintf("it has schema %d and this program knows %d: use a newer program", e.Have, e.Known)
}

// CheckSchema returns a *SchemaError where a schema is newer than those that this program knows.
func CheckSchema(version int) error {
	if version > latestSchema {
		return &SchemaError{Have: version, Known: latestSchema}
	}
	return nil
}

// schemaVersion returns the version of this database, 0 of an empty one. A newer one is a *SchemaError.
func (w *Warehouse) schemaVersion(ctx context.Context) (version int, err error) {
	row := w.conn.QueryRowContext(ctx, "SELECT count(*) FROM information_schema.tables WHERE table_name = 'meta'")
	if err := row.Scan(&version); err != nil || version == 0 {
		return 0, err
	}
	if err := w.conn.QueryRowContext(ctx, "SELECT value::INTEGER FROM meta WHERE name = 'schema'").Scan(&version); err != nil {
		return 0, err
	}
	if err := CheckSchema(version); err != nil {
		return 0, fmt.Errorf("%s: %w", w.path, err)
	}
	return version, nil
}

// migrate runs the schema files behind one version and up to another, each in its transaction.
func (w *Warehouse) migrate(ctx context.Context, from, to int) error {
	for version := from + 1; version <= to; version++ {
		file := schemas[version-1]
		text, err := fs.ReadFile(schemaFiles, file)
		if err != nil {
			return err
		}
		mark := fmt.Sprintf("INSERT OR REPLACE INTO meta VALUES ('schema', '%d')", version)
		if err := w.exec(ctx, "BEGIN;"+string(text)+";"+mark+";COMMIT"); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// copyBefore copies the file of the database, which is closed and has an older schema, to where backups are: it can be put back as it is, for
// the program of before.
func (w *Warehouse) copyBefore(have int) error {
	backups := w.catalog.Config.Folders.Within(filepath.Dir(w.path)).Backups
	dir := filepath.Join(backups, fmt.Sprintf("before-schema-%d", latestSchema), w.now().In(pipeline.Zone).Format(pipeline.BackupTime))
	err := os.MkdirAll(dir, 0o700)
	for _, ending := range []string{".wal", ""} { // closing empties the log into the file, unless it cannot
		if err == nil {
			err = copyFile(filepath.Join(dir, filepath.Base(w.path)+ending), w.path+ending)
		}
		if ending != "" && errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err != nil {
		return fmt.Errorf("%s has schema %d; before it is brought to %d it is copied to %s: %w; make room or set service.folders.backups, then start again",
			w.path, have, latestSchema, dir, err)
	}
	return nil
}

// copyFile copies a file so that the copy is there whole or not at all.
func copyFile(target, source string) error {
	from, err := os.Open(source)
	if err != nil {
		return err
	}
	defer from.Close()
	temporary, err := os.CreateTemp(filepath.Dir(target), ".copying-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	defer temporary.Close()
	if _, err := io.Copy(temporary, from); err != nil {
		return err
	}
	if err := temporary.Sync(); err != nil {
		return err
	}
	if err := os.Rename(temporary.Name(), target); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(target))
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// Look opens the database file and closes it again, and returns the version of its schema and that of this program. Nothing is brought up to date.
func Look(ctx context.Context, path string, catalog *pipeline.Catalog, now func() time.Time) (have, known int, err error) {
	w, have, err := connect(ctx, path, catalog, now)
	if err != nil {
		return 0, latestSchema, err
	}
	return have, latestSchema, w.Close()
}

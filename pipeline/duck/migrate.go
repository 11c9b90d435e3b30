package duck

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
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

// Look opens the database file and closes it again, and returns the version of its schema and that of this program. Nothing is brought up to date.
func Look(ctx context.Context, path string, catalog *pipeline.Catalog, now func() time.Time) (have, known int, err error) {
	w, have, err := connect(ctx, path, catalog, now)
	if err != nil {
		return 0, latestSchema, err
	}
	return have, latestSchema, w.Close()
}

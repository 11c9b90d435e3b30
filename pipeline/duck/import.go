package duck

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tonghop/pipeline"
)

// importMemory is what it may take: the configuration, which says what the warehouse may, is restored with it.
const importMemory = "1GB"

// Import makes a database file of an export, which lies in a folder beside it, and has the schema of its version: Open brings it up to date.
func Import(ctx context.Context, path, dir string, schema int) error {
	if err := CheckSchema(schema); err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already", path)
	}
	w, _, err := connect(ctx, path, &pipeline.Catalog{Config: pipeline.Config{Limits: pipeline.Limits{Memory: importMemory}}}, nil)
	if err != nil {
		return err
	}
	return errors.Join(w.fill(ctx, dir, schema), w.Close())
}

// fill makes the tables and takes in their rows, in the order in which they were.
func (w *Warehouse) fill(ctx context.Context, dir string, schema int) error {
	if err := w.migrate(ctx, 0, schema); err != nil {
		return err
	}
	tables, err := keptTables(ctx, w.conn)
	if err != nil {
		return err
	}
	// The schema's files have put rows in; deleting them in the transaction that brings rows with the same keys is refused.
	if err := w.exec(ctx, "DELETE FROM "+strings.Join(tables, "; DELETE FROM ")); err != nil {
		return err
	}
	for _, table := range tables {
		if err := w.exec(ctx, fmt.Sprintf("COPY %s FROM %s (FORMAT parquet)", table, quote(filepath.Join(dir, parquet(table))))); err != nil {
			return fmt.Errorf("%s: %w", parquet(table), err)
		}
	}
	have, err := w.schemaVersion(ctx)
	if err == nil && have != schema {
		err = fmt.Errorf("its tables are of schema %d, and it says %d", have, schema)
	}
	if err != nil {
		return err
	}
	return w.exec(ctx, "DELETE FROM meta WHERE name = 'views'; CHECKPOINT") // views are made anew when it is opened
}

package duck

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tonghop/pipeline"
)

// exporting is the folder beside the database that an export is written to: DuckDB may write nowhere else.
const exporting = ".exporting"

// Export writes every table as Parquet, in one transaction. Views and macros are the program's, and tables are made by the schema's files: an export has
// only their rows. What an export that was broken off has left goes.
func (w *Warehouse) Export(ctx context.Context) (pipeline.Export, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	export := pipeline.Export{Schema: latestSchema}
	if w.path == "" {
		return export, errors.New("a warehouse in memory cannot be exported")
	}
	dir := filepath.Join(filepath.Dir(w.path), exporting)
	export.Remove = func() error { return os.RemoveAll(dir) }
	err := errors.Join(export.Remove(), os.Mkdir(dir, 0o700))
	if err != nil {
		return export, err
	}
	err = w.transaction(ctx, func() error {
		tables, err := w.keptTables(ctx)
		for _, table := range tables {
			if err != nil {
				break
			}
			path := filepath.Join(dir, parquet(table))
			err = w.exec(ctx, fmt.Sprintf("COPY %s TO %s (FORMAT parquet, COMPRESSION zstd)", table, quote(path)))
			export.Files = append(export.Files, pipeline.BackupFile{Name: pipeline.BackupTables + parquet(table), Path: path, Frozen: true, Passing: true})
		}
		return err
	})
	if err != nil {
		err = errors.Join(fmt.Errorf("export of the warehouse: %w", err), export.Remove())
	}
	return export, err
}

// parquet is the name of the file that has a table's rows.
func parquet(table string) string { return table + ".parquet" }

// keptTables lists the tables that are kept; their names are words of the schema's files.
func (w *Warehouse) keptTables(ctx context.Context) (tables []string, err error) {
	err = w.query(ctx, "export_tables", nil, func(rows *sql.Rows) error {
		var table string
		err := rows.Scan(&table)
		tables = append(tables, table)
		return err
	})
	return tables, err
}

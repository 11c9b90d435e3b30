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

// Export begins a transaction of its own, in which every table can be written as Parquet while the warehouse goes on. Views and macros are the
// program's, and tables are made by the schema's files: an export has only their rows.
func (w *Warehouse) Export(ctx context.Context) (pipeline.Export, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.path == "" {
		return pipeline.Export{}, errors.New("a warehouse in memory cannot be exported")
	}
	e := &export{dir: filepath.Join(filepath.Dir(w.path), exporting)}
	var err error
	if e.conn, err = w.db.Conn(ctx); err != nil {
		return pipeline.Export{}, err
	}
	if err := e.begin(ctx); err != nil {
		return pipeline.Export{}, errors.Join(err, e.close())
	}
	return pipeline.Export{Schema: latestSchema, Write: e.write, Close: e.close}, nil
}

// export is a connection with a transaction that sees one moment, and the folder that it is written to.
type export struct {
	conn   *sql.Conn
	dir    string
	tables []string
}

// begin begins the transaction, which sees what is there when it first reads, and makes the folder. What an export that was broken off has left goes.
func (e *export) begin(ctx context.Context) error {
	if _, err := e.conn.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	var err error
	if e.tables, err = keptTables(ctx, e.conn); err != nil {
		return err
	}
	var schema string
	if err := e.conn.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'schema'").Scan(&schema); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(e.dir), os.Mkdir(e.dir, 0o700))
}

func (e *export) write(ctx context.Context) ([]pipeline.BackupFile, error) {
	var files []pipeline.BackupFile
	for _, table := range e.tables {
		path := filepath.Join(e.dir, parquet(table))
		if _, err := e.conn.ExecContext(ctx, fmt.Sprintf("COPY %s TO %s (FORMAT parquet, COMPRESSION zstd)", table, quote(path))); err != nil {
			return nil, fmt.Errorf("export of the warehouse: %s: %w", table, err)
		}
		files = append(files, pipeline.BackupFile{Name: pipeline.BackupTables + parquet(table), Path: path, Frozen: true, Passing: true})
	}
	return files, nil
}

// close ends the transaction and removes the folder.
func (e *export) close() error {
	_, err := e.conn.ExecContext(context.Background(), "ROLLBACK")
	return errors.Join(err, e.conn.Close(), os.RemoveAll(e.dir))
}

// parquet is the name of the file that has a table's rows.
func parquet(table string) string { return table + ".parquet" }

// keptTables lists the tables that are kept; their names are words of the schema's files.
func keptTables(ctx context.Context, conn *sql.Conn) (tables []string, err error) {
	text, err := queries.ReadFile("query/export_tables.sql")
	if err != nil {
		return nil, err
	}
	rows, err := conn.QueryContext(ctx, string(text))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return nil, err
		}
		tables = append(tables, table)
	}
	return tables, rows.Err()
}

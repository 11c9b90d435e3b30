// Package duck is the warehouse: it loads, checks, settles and computes in DuckDB.
package duck

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
)

//go:embed views/*.sql
var viewFiles embed.FS

// views are the views and macros that rules and reports are written in, in the order of their files' names: each may use those
// before it. They are replaced in a warehouse when they change.
var views = joined(viewFiles)

// Warehouse is one DuckDB database. One process at a time may open a file; within it, one transaction at a time writes.
type Warehouse struct {
	path    string // "" in memory
	catalog *pipeline.Catalog
	now     func() time.Time // the one clock
	db      *sql.DB
	conn    *sql.Conn   // every statement runs on this one connection
	raw     driver.Conn // the same, for appending
	mu      sync.Mutex

	accountChanges atomic.Int64 // counted when they are committed, or failed
}

// Open opens the database file, "" for one in memory, brings schema and catalogue up to date, and closes the
// database in: no query can reach a file or the network. Before a file with an older schema is changed, keep is called, while the file is
// closed; an error of it leaves the file as it is. It may be nil.
func Open(ctx context.Context, path string, catalog *pipeline.Catalog, now func() time.Time, keep func(have, known int) error) (*Warehouse, error) {
	w, have, err := connect(ctx, path, catalog, now)
	if err == nil && keep != nil && 0 < have && have < latestSchema {
		if err = w.Close(); err == nil {
			err = keep(have, latestSchema)
		}
		if err == nil {
			w, have, err = connect(ctx, path, catalog, now)
		}
	}
	if err != nil {
		return nil, err
	}
	if err := w.prepare(ctx, have); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// connect opens the database file and returns the version of its schema, 0 where there is none.
func connect(ctx context.Context, path string, catalog *pipeline.Catalog, now func() time.Time) (w *Warehouse, schema int, err error) {
	connector, err := duckdb.NewConnector(path, nil)
	if err != nil {
		if strings.Contains(err.Error(), "lock") {
			return nil, 0, newLockedError(path, err)
		}
		return nil, 0, fmt.Errorf("open %s: %w", path, err)
	}
	w = &Warehouse{path: path, catalog: catalog, now: now, db: sql.OpenDB(connector)}
	if w.conn, err = w.db.Conn(ctx); err == nil {
		err = w.closeIn(ctx)
	}
	if err == nil {
		schema, err = w.schemaVersion(ctx)
	}
	if err != nil {
		return nil, 0, errors.Join(err, w.Close())
	}
	return w, schema, nil
}

// Close closes the database.
func (w *Warehouse) Close() error {
	var err error
	if w.conn != nil {
		err = w.conn.Close()
	}
	return errors.Join(err, w.db.Close())
}

// prepare brings a database of a schema up to date.
func (w *Warehouse) prepare(ctx context.Context, have int) error {
	if err := w.conn.Raw(func(conn any) error { w.raw = conn.(driver.Conn); return nil }); err != nil {
		return err
	}
	if err := w.registerFunctions(); err != nil {
		return err
	}
	if err := w.migrate(ctx, have, latestSchema); err != nil {
		return err
	}
	if err := w.once(ctx, "views", digest(views), func() error { return w.exec(ctx, views) }); err != nil {
		return err
	}
	if err := w.once(ctx, "catalog", w.catalog.Hash+digest(views), func() error { return w.loadCatalog(ctx) }); err != nil {
		return err
	}
	if err := w.once(ctx, "checks", w.catalog.ChecksHash+digest(views), func() error { return w.run(ctx, "mark_unchecked", nil) }); err != nil {
		return err
	}
	return w.recheckUnchecked(ctx)
}

// closeIn takes from this database everything that a query does not need. Its statements are many and small: one thread carries them out
// faster than two, which wait for each other more than they share.
func (w *Warehouse) closeIn(ctx context.Context) error {
	settings := []string{"SET memory_limit = " + quote(w.catalog.Config.Limits.Memory), "SET threads = 1", "SET TimeZone = 'Asia/Ho_Chi_Minh'"}
	if w.path != "" {
		settings = append(settings, "SET allowed_directories = ["+quote(filepath.Dir(w.path))+"]")
	}
	settings = append(settings, "SET enable_external_access = false", "SET lock_configuration = true")
	return w.exec(ctx, strings.Join(settings, ";"))
}

// once does something in a transaction unless it was done for this value already.
func (w *Warehouse) once(ctx context.Context, name, value string, do func() error) error {
	var have string
	err := w.conn.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = ?", name).Scan(&have)
	if err == nil && have == value {
		return nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return w.transaction(ctx, func() error {
		if err := do(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		_, err := w.conn.ExecContext(ctx, "INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)
		return err
	})
}

// transaction does something whole or not at all. However a context ends, no transaction is left open: the next would fail.
func (w *Warehouse) transaction(ctx context.Context, do func() error) error {
	if err := w.begin(ctx); err != nil {
		return err
	}
	if err := errors.Join(do(), ctx.Err()); err != nil {
		return errors.Join(err, w.exec(context.WithoutCancel(ctx), "ROLLBACK"))
	}
	err := w.exec(context.WithoutCancel(ctx), "COMMIT")
	if err != nil {
		_ = w.exec(context.WithoutCancel(ctx), "ROLLBACK") // where DuckDB has not done that already
	}
	return err
}

// begin opens a transaction unless the context has ended: whoever has this error need not end one.
func (w *Warehouse) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.exec(context.WithoutCancel(ctx), "BEGIN")
}

func (w *Warehouse) exec(ctx context.Context, statements string) error {
	_, err := w.conn.ExecContext(ctx, statements)
	return err
}

// joined puts the files of a folder behind one another.
func joined(files embed.FS) string {
	var text strings.Builder
	// What is embedded can be read: a mistake here would show in every test.
	_ = fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		file, err := files.ReadFile(path)
		text.Write(file)
		text.WriteString("\n")
		return err
	})
	return text.String()
}

func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

package duck_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/duck"
)

// behind runs statements on a database's file, past the program.
func behind(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// sameDatabase compares two closed databases: how tables are made, which views and macros there are, and all rows in their order. It returns how many rows there are of each.
func sameDatabase(t testing.TB, one, other string) map[string]int {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	list := func(query string) []string {
		t.Helper()
		rows, err := db.Query(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		defer rows.Close()
		var lines []string
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
		}
		return lines
	}
	for name, path := range map[string]string{"a": one, "b": other} {
		if _, err := db.Exec(fmt.Sprintf("ATTACH '%s' AS %s (READ_ONLY)", path, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, query := range []string{
		"SELECT sql FROM duckdb_tables() WHERE database_name = '%s' ORDER BY sql",
		"SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = '%s' ORDER BY ALL",
		"SELECT concat(function_name, parameters::VARCHAR) FROM duckdb_functions() WHERE NOT internal AND database_name = '%s' ORDER BY ALL",
		"SELECT concat(table_name, constraint_text) FROM duckdb_constraints() WHERE database_name = '%s' ORDER BY ALL",
	} {
		if have, want := list(fmt.Sprintf(query, "b")), list(fmt.Sprintf(query, "a")); !slices.Equal(have, want) {
			t.Errorf("the schemas differ:\n%.300s\n%.300s", have, want)
		}
	}
	rows := map[string]int{}
	for _, table := range list("SELECT table_name FROM duckdb_tables() WHERE database_name = 'a' ORDER BY table_name") {
		order := "rowid"
		if table == "meta" { // which is written again whenever something changes
			order = "name"
		}
		query := fmt.Sprintf("SELECT %s::VARCHAR FROM %%s.%[1]s ORDER BY %s", table, order)
		have, want := list(fmt.Sprintf(query, "b")), list(fmt.Sprintf(query, "a"))
		if !slices.Equal(have, want) {
			t.Errorf("%s has %d rows, and had %d, or others: %.300s", table, len(have), len(want), strings.Join(have, "\n"))
		}
		rows[table] = len(want)
	}
	return rows
}

// restored exports the office's warehouse, makes a database of the export, and returns an office that has opened that. What is done meanwhile is not in it.
func (o *office) restored(meanwhile ...func()) *office {
	o.t.Helper()
	ctx := context.Background()
	export, err := o.Export(ctx)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, change := range meanwhile {
		change()
	}
	files, err := export.Write(ctx)
	if err != nil {
		o.t.Fatal(err)
	}
	dir := o.t.TempDir()
	tables := filepath.Join(dir, "tables")
	if err := os.Mkdir(tables, 0o700); err != nil {
		o.t.Fatal(err)
	}
	for _, file := range files {
		if err := os.Rename(file.Path, filepath.Join(tables, filepath.Base(file.Name))); err != nil {
			o.t.Fatal(err)
		}
	}
	if err := export.Close(); err != nil {
		o.t.Fatal(err)
	}
	if _, err := os.Lstat(filepath.Dir(files[0].Path)); err == nil {
		o.t.Error("the export has left its folder")
	}
	other := *o
	other.path = filepath.Join(dir, "warehouse.duckdb")
	if err := duck.Import(ctx, other.path, tables, export.Schema); err != nil {
		o.t.Fatal(err)
	}
	other.open()
	return &other
}

// odd are values of each type that may change on their way through a file.
var odd = map[string][]string{
	"VARCHAR":   {"''", "'NULL'", "E'Đ''ỡ \"x\"\\n\\t, ; □ 🇻🇳'"},
	"VARCHAR[]": {"[]", "['', 'a,b', NULL]"},
	"STRUCT(code VARCHAR, sentence VARCHAR)[]": {"[]", "[{'code': 'x', 'sentence': NULL}, NULL]"},
	"BIGINT":        {"-9223372036854775807", "9223372036854775807", "-1"},
	"INTEGER":       {"-2147483648", "0", "2147483647"},
	"BOOLEAN":       {"true", "false"},
	"DECIMAL(18,4)": {"-99999999999999.9999", "0.0001", "0"},
	"DATE":          {"DATE '9999-12-31'", "DATE '0001-01-01'"},
	"TIMESTAMP":     {"TIMESTAMP '2026-01-01 00:00:00.000001'", "TIMESTAMP '1969-12-31 23:59:59.999999'"},
}

// oddRows are statements that put rows of odd values, and of NULL where that is allowed, into every table.
func oddRows(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal AND table_name IN (SELECT table_name FROM duckdb_tables()) ORDER BY table_oid, column_index")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	values := map[string][3]string{}
	var tables []string
	for rows.Next() {
		var table, column, kind string
		var nullable bool
		if err := rows.Scan(&table, &column, &kind, &nullable); err != nil {
			t.Fatal(err)
		}
		some, ok := odd[kind]
		if !ok {
			t.Fatalf("%s.%s is of type %s, for which there are no odd values", table, column, kind)
		}
		row := values[table]
		for i := range row {
			value := some[i%len(some)]
			if nullable && i == 2 {
				value = "NULL"
			}
			row[i] += ", " + value
		}
		if values[table][0] == "" {
			tables = append(tables, table)
		}
		values[table] = row
	}
	var statements []string
	for _, table := range tables {
		if table == "unchecked" { // what is in there is checked again when the warehouse is opened
			continue
		}
		for _, row := range values[table] {
			statements = append(statements, "INSERT INTO "+table+" VALUES ("+row[2:]+")")
		}
	}
	return statements
}

// Every table comes back as it was: types, lists, NULL and the order of rows; and so do views and macros.
func TestExportAndImport(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	o.together("tong-hop ca-mau 2024-08 | models.closing trên 20 | models.closing@area=dtts 3 | tips …", "tong-hop an-giang 2024-08 | models.closing 4 | tips 0")
	o.forms("tong-hop ca-mau 2024-08 | models.closing 22")
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	behind(t, o.path, oddRows(t, o.path)...)
	o.open()
	other := o.restored()
	if err := errors.Join(o.Close(), other.Close()); err != nil {
		t.Fatal(err)
	}
	for table, rows := range sameDatabase(t, o.path, other.path) {
		if rows == 0 && table != "unchecked" {
			t.Errorf("%s had no rows, so nothing is said of it", table)
		}
	}
}

// What was taken in before goes on after.
func TestImportGoesOn(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	o.forms("tong-hop ca-mau 2024-08 | models.closing 20")
	other := o.restored(func() { o.forms("tong-hop an-giang 2024-08 | models.closing 7") })
	other.expect("what came in while it was written", other.ask("viet-nam", "2024-08", "SELECT reporter FROM submission"), "ca-mau")
	other.last-- // the other office has its id
	other.forms("tong-hop an-giang 2024-08 | models.closing 7")
	for _, of := range []*office{o, other} {
		if got := states(of.take(of.form("tong-hop ca-mau 2024-08 | models.closing 22"))); got != "accepted 2" {
			t.Error(got)
		}
		of.expect("its figures", of.ask("viet-nam", "2024-08", "SELECT value FROM observation JOIN submission s ON s.id = submission AND s.state = 'accepted' AND s.reporter = 'ca-mau'"), "22")
	}
	a, err := o.Journal(context.Background(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := other.Journal(context.Background(), time.Time{})
	if err != nil || len(a) != 3 || a[2].Hash != b[2].Hash {
		t.Errorf("the journals go on apart: %v, %v, %v", a, b, err)
	}
}

func TestExportNeedsAFile(t *testing.T) {
	t.Parallel()
	if _, err := newOffice(t).Export(context.Background()); err == nil {
		t.Error("a warehouse in memory was exported")
	}
}

// olderDatabase makes a database of the schema's first files, with a closed period.
func olderDatabase(t *testing.T, path string, version int) {
	t.Helper()
	files, err := filepath.Glob("schema/*.sql")
	if err != nil || len(files) <= version {
		t.Fatal(files, err)
	}
	var statements []string
	for _, file := range files[:version] {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		statements = append(statements, string(text))
	}
	behind(t, path, append(statements, fmt.Sprintf("INSERT INTO meta VALUES ('schema', '%d')", version), "INSERT INTO closed_period VALUES ('2023', 'Lan', TIMESTAMP '2024-01-01')")...)
}

// closedBy asks who closed 2023.
func (o *office) closedBy() []string {
	return o.ask("viet-nam", "2024", "SELECT who FROM closed_period WHERE period = '2023'")
}

// A database of an older schema is closed and as it was while a copy of it is kept, and changed then.
func TestMigrationKeepsTheOldFileFirst(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	if err := errors.Join(o.Close(), os.Remove(o.path)); err != nil {
		t.Fatal(err)
	}
	olderDatabase(t, o.path, 5)
	files, _ := filepath.Glob("schema/*.sql")
	var kept []string
	keep := func(have, known int) error {
		kept = append(kept, fmt.Sprintf("%d to %d, %s", have, known, schemaOf(t, o.path)))
		return nil
	}
	for range 2 { // the second finds it up to date
		w, err := duck.Open(context.Background(), o.path, o.catalog, o.now, keep)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{fmt.Sprintf("5 to %d, 5", len(files))}; !slices.Equal(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
	o.open()
	o.expect("what was there is there", o.closedBy(), "Lan")
}

// Where the old file cannot be kept, nothing is changed; a new one has nothing to keep.
func TestMigrationWithoutACopyIsNone(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	if err := errors.Join(o.Close(), os.Remove(o.path)); err != nil {
		t.Fatal(err)
	}
	olderDatabase(t, o.path, 5)
	full := errors.New("no room")
	keep := func(int, int) error { return full }
	if _, err := duck.Open(context.Background(), o.path, o.catalog, o.now, keep); !errors.Is(err, full) {
		t.Error(err)
	}
	if version := schemaOf(t, o.path); version != "5" {
		t.Errorf("schema %s", version)
	}
	w, err := duck.Open(context.Background(), o.path+"2", o.catalog, o.now, keep)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// schemaOf asks a closed database for the version of its schema.
func schemaOf(t *testing.T, path string) (version string) {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT value FROM meta WHERE name = 'schema'").Scan(&version); err != nil {
		t.Fatal(err)
	}
	return version
}

// An export of an older program is imported with the schema that it had, and brought up to date when it is opened.
func TestImportOfAnOlderSchema(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	dir := t.TempDir()
	older, tables := filepath.Join(dir, "older.duckdb"), filepath.Join(dir, "tables")
	olderDatabase(t, older, 5)
	behind(t, older, "EXPORT DATABASE '"+tables+"' (FORMAT parquet)")
	path := filepath.Join(dir, "warehouse.duckdb")
	if err := duck.Import(context.Background(), path, tables, 5); err != nil {
		t.Fatal(err)
	}
	if rows := sameDatabase(t, older, path); rows["closed_period"] != 1 {
		t.Error(rows)
	}
	o.path = path
	o.reopen(func(*pipeline.Catalog) {})
	o.expect("what was there is there", o.closedBy(), "Lan")
	if err := duck.Import(context.Background(), path, tables, 5); err == nil {
		t.Error("a database was written over")
	}
	if err := errors.Join(os.Remove(filepath.Join(tables, "closed_period.parquet")), duck.Import(context.Background(), path+"2", tables, 5)); err == nil || !strings.Contains(err.Error(), "closed_period.parquet") {
		t.Errorf("an export without one of its tables: %v", err)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	behind(t, o.path, "UPDATE meta SET value = '1000' WHERE name = 'schema'")
	_, err := duck.Open(context.Background(), o.path, o.catalog, o.now, nil)
	var newer *duck.SchemaError
	if !errors.As(err, &newer) || !strings.Contains(err.Error(), o.path+": it has schema 1000 and this program knows") {
		t.Error(err)
	}
	if err := duck.Import(context.Background(), o.path+"2", t.TempDir(), 1000); !errors.As(err, &newer) {
		t.Error(err)
	}
}

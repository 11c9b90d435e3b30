package main

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A warehouse of an older program is copied to where backups are by the first command that opens it.
func TestOlderWarehouseIsCopied(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "data", "warehouse.duckdb")
	first, err := os.ReadFile("../../pipeline/duck/schema/001_tables.sql")
	if err := errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(filepath.Join(dir, "tonghop.yaml"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(string(first) + "; INSERT INTO meta VALUES ('schema', '1')")
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds it up to date
		if code, out, problems := runHere(t, "--data", filepath.Dir(path), "--config", filepath.Join(dir, "tonghop.yaml"), "submissions"); code != exitFine {
			t.Fatalf("exit %d\n%s%s", code, out, problems)
		}
	}
	copies, err := filepath.Glob(filepath.Join(dir, "data", "backups", "before-schema-*", "*", "*"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("%v, %v: expected one copy", copies, err)
	}
	if copied, err := os.ReadFile(copies[0]); err != nil || !bytes.Equal(copied, old) {
		t.Errorf("%s is not what the file was: %v", copies[0], err)
	}
}

package backup

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What is kept before a warehouse is changed has the file's bytes, and those of a log that closing has left; Prune leaves it alone.
func TestKeepBefore(t *testing.T) {
	p := newPlace(t)
	path := p.write("warehouse.duckdb", "tables")
	for i, want := range [][]string{{"warehouse.duckdb"}, {"warehouse.duckdb", "warehouse.duckdb.wal"}} {
		if i == 1 {
			p.write("warehouse.duckdb.wal", "log")
		}
		if err := p.KeepBefore(path, 5, 9, noon.AddDate(0, 0, i)); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(p.Dir, "before-schema-9", []string{"2026-01-31T120000", "2026-02-01T120000"}[i])
		var names []string
		entries, err := os.ReadDir(dir)
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		if err != nil || !slices.Equal(names, want) {
			t.Errorf("%v, %v: expected %v", names, err, want)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "warehouse.duckdb")); err != nil || string(data) != "tables" {
			t.Errorf("%q, %v", data, err)
		}
	}
	if _, err := p.Prune(1, p.keep()); err != nil || len(p.left()) != 2 {
		t.Errorf("%q, %v", p.left(), err)
	}
}

// The newest two of these copies are kept: by the schema, then by the time; nothing else is taken for one.
func TestKeepBeforeKeepsTwo(t *testing.T) {
	p := newPlace(t)
	path := p.write("warehouse.duckdb", "tables")
	made := p.keep()
	for i, known := range []int{9, 9, 10, 11} {
		if err := p.KeepBefore(path, 5, known, noon.AddDate(0, 0, -i)); err != nil {
			t.Fatal(err)
		}
	}
	found, err := filepath.Glob(filepath.Join(p.Dir, "before-schema-*", "*"))
	var left []string
	for _, dir := range found {
		left = append(left, dir[len(p.Dir)+1:])
	}
	if want := []string{"before-schema-10/2026-01-29T120000", "before-schema-11/2026-01-28T120000"}; err != nil || !slices.Equal(left, want) {
		t.Errorf("%q, %v: expected %q", left, err, want)
	}
	if _, err := os.Stat(filepath.Join(p.Dir, "before-schema-9")); err == nil {
		t.Error("an empty folder is left")
	}
	if _, err := os.Stat(made.Path); err != nil {
		t.Error(err)
	}
}

func TestKeepBeforeWithoutRoom(t *testing.T) {
	p := newPlace(t)
	path := p.write("warehouse.duckdb", "tables")
	if err := os.WriteFile(p.Dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := p.KeepBefore(path, 5, 9, noon)
	if want := path + " has schema 5; before it is brought to 9 it is copied to " + p.Dir; err == nil || !strings.HasPrefix(err.Error(), want) ||
		!strings.HasSuffix(err.Error(), "make room or set service.folders.backups, then start again") {
		t.Errorf("%v: expected %s…", err, want)
	}
}

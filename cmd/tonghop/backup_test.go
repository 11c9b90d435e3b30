package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/archive"
)

// TestRestoredPlaceIsTheSame backs up a place in which something of everything happened, one receipt of it pending, and compares what is restored:
// every row of every table, what verify says, editions, drafts; and what comes in next.
func TestRestoredPlaceIsTheSame(t *testing.T) {
	dir := t.TempDir()
	place := func(name string) string { return filepath.Join(dir, name) }
	do := func(data string, want int, args ...string) string {
		t.Helper()
		code, out, problems := runHere(t, append([]string{"--data", data, "--config", place("tonghop.yaml")}, args...)...)
		if code != want {
			t.Fatalf("%v: exit %d\n%s%s", args, code, out, problems)
		}
		return out
	}
	if err := os.WriteFile(place("tonghop.yaml"), []byte("calendar: {closing_day: 14}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	head := tamperProof(t, place("data"))
	pendReceipt(t, place("data"))

	var made pipeline.Backup
	if err := json.Unmarshal([]byte(do(place("data"), exitFine, "--json", "backup", place("backups"))), &made); err != nil {
		t.Fatal(err)
	}
	do(place("restored"), exitFine, "restore", made.Path)
	both := func(args ...string) {
		t.Helper()
		have, want := do(place("restored"), exitFine, args...), do(place("data"), exitFine, args...)
		if have != want {
			t.Errorf("%v:\n%s\nwant\n%s", args, have, want)
		}
	}
	both("verify", "--head", head)
	if tables := sameTables(t, place("data/warehouse.duckdb"), place("restored/warehouse.duckdb")); tables < 20 {
		t.Errorf("only %d tables were compared", tables)
	}
	both("--json", "submissions")
	both("--json", "findings")
	both("--json", "waivers")
	for _, data := range []string{"data", "restored"} {
		do(place(data), exitFine, "reprint", "period", "--unit", "soc-trang", "--period", "2018..2024", "-o", place(data+"-files"))
		do(place(data), exitFine, "report", "period", "--unit", "dia-ban-tay-nam-bo", "--period", "2018..2024", "-o", place(data+"-files"))
	}
	if files := sameFiles(t, place("data-files"), place("restored-files")); files < 4 {
		t.Errorf("only %d files were compared", files)
	}
	// What was pending is taken up again, before what comes now.
	for _, data := range []string{"data", "restored"} {
		var settled struct{ Submissions []pipeline.Outcome }
		if err := json.Unmarshal([]byte(do(place(data), exitFine, "--json", "ingest", "../../samples/dong-thap-2016/tong-hop-dong-thap.xlsx")), &settled); err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, s := range settled.Submissions {
			ids = append(ids, s.ID)
		}
		if !slices.Equal(ids, []int64{8, 9}) {
			t.Errorf("%s goes on with submissions %v", data, ids)
		}
		if out := do(place(data), exitFine, "verify"); !strings.Contains(out, "problems     0") {
			t.Error(out)
		}
	}
}

// pendReceipt archives a file as a process does that is killed before it reads it.
func pendReceipt(t *testing.T, data string) {
	t.Helper()
	c := defaultCatalog(t)
	path := writeFile(t, t.TempDir(), "can-tho.xlsx", form(t, c, "tong-hop", "can-tho", "2024-08", map[string]any{"C20": 5}))
	a, err := archive.Open(filepath.Join(data, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	spooled, err := a.Spool(file)
	if err != nil {
		t.Fatal(err)
	}
	defer spooled.Drop()
	if receipt, _, err := spooled.Put(pipeline.Receipt{Name: "can-tho.xlsx", By: "Lan", Received: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, nil); err != nil || receipt.ID != 8 {
		t.Fatal(receipt, err)
	}
}

// sameTables compares every table of two databases, and returns how many there are.
func sameTables(t *testing.T, one, other string) int {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(fmt.Sprintf("ATTACH '%s' AS a (READ_ONLY); ATTACH '%s' AS b (READ_ONLY)", one, other)); err != nil {
		t.Fatal(err)
	}
	var tables any
	if err := db.QueryRow("SELECT list(DISTINCT table_name ORDER BY table_name) FROM duckdb_tables()").Scan(&tables); err != nil {
		t.Fatal(err)
	}
	for _, table := range tables.([]any) {
		var differ, rows int
		query := fmt.Sprintf("SELECT (SELECT count(*) FROM ((FROM a.%[1]s EXCEPT ALL FROM b.%[1]s) UNION ALL (FROM b.%[1]s EXCEPT ALL FROM a.%[1]s))), (SELECT count(*) FROM a.%[1]s)", table)
		if err := db.QueryRow(query).Scan(&differ, &rows); err != nil || differ > 0 {
			t.Errorf("%s: %d of %d rows differ, %v", table, differ, rows, err)
		}
	}
	return len(tables.([]any))
}

// sameFiles compares two folders byte for byte, and returns how many files there are.
func sameFiles(t *testing.T, one, other string) int {
	t.Helper()
	files, err := os.ReadDir(one)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		a, err := os.ReadFile(filepath.Join(one, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(other, file.Name())); err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs: %v", file.Name(), err)
		}
	}
	return len(files)
}

package main

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// tampering is something that is changed behind the program's back, and what verify must say of it.
type tampering struct {
	name string
	sql  string
	file func(t *testing.T, data string) // instead of sql
	want []string                        // parts of the problems, each of which must be there; nil: no problem
}

var tamperings = []tampering{
	{name: "nothing"},
	{name: "a figure", sql: "UPDATE observation SET value = value + 1 WHERE submission = 1 AND cell = 'C20'",
		want: []string{"submission 1 (soc-trang.xlsx): Tổng hợp!C20: value of the figure is 67, and by its original 66"}},
	{name: "a bound of a figure", sql: "UPDATE observation SET high = high + 1 WHERE submission = 1 AND cell = 'C20'", want: []string{"Tổng hợp!C20: high of the figure"}},
	{name: "a figure's month", sql: "UPDATE observation SET last_month = last_month - 1 WHERE submission = 1", want: []string{"last_month of the figure", "and 115 more"}},
	{name: "a figure that is gone", sql: "DELETE FROM observation WHERE submission = 1 AND cell = 'C20'", want: []string{"Tổng hợp!C20: a figure of its original is not in the warehouse"}},
	{name: "a figure that is new", sql: "INSERT INTO observation BY NAME (SELECT * REPLACE ('Z1' AS cell) FROM observation WHERE submission = 1 AND cell = 'C20')",
		want: []string{"Tổng hợp!Z1: a figure that its original does not give"}},
	{name: "a superseded figure", sql: "UPDATE observation SET value = 1 WHERE submission = 4 AND cell = 'C20'", want: []string{"submission 4 (corrected.xlsx): Tổng hợp!C20: value"}},
	{name: "a commune", sql: "UPDATE commune SET name = 'Hung My'", want: []string{"name of the commune is Hung My"}},
	{name: "a record", sql: "UPDATE record SET name = 'x' WHERE submission = 2 AND cell = (SELECT min(cell) FROM record WHERE submission = 2)", want: []string{"name of the record is x"}},
	{name: "a field", sql: "DELETE FROM field WHERE submission = 2 AND cell = (SELECT min(cell) FROM field WHERE submission = 2)", want: []string{"a field of its original is not"}},
	{name: "words", sql: "INSERT INTO narrative VALUES (1, 'Tổng hợp', 'A99', 'assessment', 'Tốt')", want: []string{"Tổng hợp!A99: a text that its original does not give"}},
	{name: "a form's months", sql: "UPDATE submission SET last_month = last_month + 1 WHERE id = 1", want: []string{"last_month of the submission"}},
	{name: "a state", sql: "UPDATE submission SET state = 'returned' WHERE id = 5", want: []string{"submission 5 (soc-trang.xlsx): it is returned, and by the journal (line 5) accepted"}},
	{name: "an edition that counts again", sql: "UPDATE submission SET state = 'accepted' WHERE id = 1",
		want: []string{"submission 1 (soc-trang.xlsx): it is accepted, and by the journal (line 1) superseded", "submission 5 (soc-trang.xlsx): it is accepted, and so is 1"}},
	{name: "a quarantine", sql: "UPDATE submission SET state = 'accepted', edition = 2 WHERE id = 7",
		want: []string{"it is accepted, and by the journal (line 10) quarantined", `its edition is "2", and by the journal ""`}},
	{name: "an edition", sql: "UPDATE submission SET edition = 7 WHERE id = 5", want: []string{`its edition is "7", and by the journal "3"`}},
	{name: "a period", sql: "UPDATE submission SET period = '2024' WHERE id = 5", want: []string{`its period is "2024", and by the journal "2018..2024"`}},
	{name: "a layout's hash", sql: "UPDATE submission SET layout_hash = 'x' WHERE id = 5", want: []string{`its layout's hash is "x"`}},
	{name: "a submission that is gone", sql: "DELETE FROM submission WHERE id = 3", want: []string{"submission 3: the journal tells of it (line 3), and it is not there"}},
	{name: "another file", sql: "UPDATE submission SET sha256 = (SELECT sha256 FROM submission WHERE id = 4) WHERE id = 5",
		want: []string{"its SHA-256 is", "submission 5 (soc-trang.xlsx): its receipt in the archive says otherwise", "submission 5, which it was made from, is not there, or has other bytes"}},
	{name: "who did it", sql: "UPDATE journal SET who = 'nobody' WHERE seq = 6", want: []string{"journal line 6: it does not say what its hash was made of"}},
	{name: "when it was done", sql: "UPDATE journal SET made = made - INTERVAL 1 DAY WHERE seq = 6", want: []string{"journal line 6: it does not say"}},
	{name: "what was done", sql: "UPDATE journal SET detail = replace(detail, 'quarantined', 'accepted') WHERE seq = 10", want: []string{"journal line 10: it does not say"}},
	{name: "a detail said twice", sql: `UPDATE journal SET detail = '{"file":"x",' || detail[2:] WHERE seq = 2`, want: []string{"journal line 2: it does not say"}},
	{name: "a detail that is none", sql: "UPDATE journal SET detail = 'x' WHERE seq = 2", want: []string{"journal line 2: it does not say"}},
	{name: "a hash", sql: "UPDATE journal SET hash = previous WHERE seq = 2", want: []string{"journal line 2: it does not say"}},
	{name: "a link", sql: "UPDATE journal SET previous = '' WHERE seq = 3", want: []string{"journal line 3: it does not bear the hash of the line before it"}},
	{name: "a line in the middle", sql: "DELETE FROM journal WHERE seq = 6", want: []string{"journal line 7: the line before it is 5"}},
	{name: "the first lines", sql: "DELETE FROM journal WHERE seq < 3", want: []string{"journal line 3: the line before it is 0"}},
	{name: "the last lines", sql: "DELETE FROM journal WHERE seq > 9", want: []string{"journal: it ends with line 9, and its end is kept as line 11"}},
	{name: "the last lines, and where the end is kept", sql: "DELETE FROM journal WHERE seq > 9; UPDATE meta SET value = (SELECT '9 ' || hash FROM journal WHERE seq = 9) WHERE name = 'journal'",
		want: []string{"journal: no line has the hash"}},
	{name: "a line that is new", sql: "INSERT INTO journal SELECT seq + 1, made, who, action, subject, detail, hash, hash FROM journal WHERE seq = 11", want: []string{"journal line 12: it does not say"}},
	{name: "a closing", sql: "DELETE FROM closed_period", want: []string{"period 2018..2024: it is open, and by the journal (line 9) closed"}},
	{name: "another closing", sql: "INSERT INTO closed_period VALUES ('2023', 'Lan', now()::TIMESTAMP)", want: []string{"period 2023: it is closed by Lan, and the journal does not say so"}},
	{name: "a waiver's reason", sql: "UPDATE waiver SET reason = 'x'", want: []string{"by Lan: the journal does not say so", "journal line 7: waiver of"}},
	{name: "a waiver taken back", sql: "UPDATE waiver SET withdrawn = true, withdrawn_by = 'Lan'", want: []string{"by Lan: the journal does not say so"}},
	{name: "a unit's word", sql: "INSERT INTO nothing_to_report VALUES ('tong-hop', 'ca-mau', '2024', 'Lan', now()::TIMESTAMP)", want: []string{"nothing of tong-hop ca-mau 2024 by Lan: the journal does not say so"}},
	{name: "an edition's figure", sql: "UPDATE publication_figure SET value = value + 1 WHERE ordinal = 0", want: otherwise("figures")},
	{name: "an edition's figure that is gone", sql: "DELETE FROM publication_figure WHERE ordinal = 0", want: otherwise("figures")},
	{name: "an edition's text", sql: "INSERT INTO publication_passage SELECT id, 99, 'x', 'X', '', 'x' FROM publication", want: otherwise("passages")},
	{name: "what an edition was made from", sql: "DELETE FROM publication_original", want: otherwise("originals")},
	{name: "an edition's number", sql: "UPDATE publication SET number = '06'", want: otherwise("number")},
	{name: "an edition's date", sql: "UPDATE publication SET dated = DATE '2025-01-04'", want: otherwise("date")},
	{name: "an edition's signer", sql: "UPDATE publication SET signer = 'Lan'", want: otherwise("signer")},
	{name: "an edition's mark", sql: "UPDATE publication SET mark = ''", want: otherwise("mark")},
	{name: "an edition's publisher", sql: "UPDATE publication SET who = 'Lan'", want: otherwise("publisher")},
	{name: "an edition's file", sql: "UPDATE publication_file SET sha256 = (SELECT max(sha256) FROM submission) WHERE ordinal = 0", want: append(otherwise("sha256 of bao-cao-2018-2024-soc-trang.pdf"), "its file bao-cao-2018-2024-soc-trang.pdf: open ")},
	{name: "an edition that is gone", sql: "DELETE FROM publication", want: []string{"edition 1 of period soc-trang 2018..2024: the journal tells of it (line 11), and it is not there"}},
	{name: "an edition that is new", sql: "INSERT INTO publication BY NAME (SELECT * REPLACE (99 AS id, 2 AS edition) FROM publication); INSERT INTO publication_file BY NAME (SELECT * REPLACE (99 AS publication) FROM publication_file)",
		want: []string{"edition 2 of period soc-trang 2018..2024: the journal does not know it"}},
	{name: "a published file", file: func(t *testing.T, data string) {
		damage(t, kept(t, data, "editions"), func(b []byte) []byte { b[100] ^= 1; return b })
	}, want: []string{"edition 1 of period soc-trang 2018..2024: its file bao-cao-2018-2024-soc-trang.", "no longer has its hash"}},
	{name: "a published file that is gone", file: func(t *testing.T, data string) { os.Remove(kept(t, data, "editions")) }, want: []string{"its file bao-cao-2018-2024-soc-trang."}},
	{name: "an original", file: func(t *testing.T, data string) {
		damage(t, kept(t, data, "originals"), func(b []byte) []byte { b[100] ^= 1; return b })
	}, want: []string{"no longer has its hash"}},
	{name: "an original that is gone", file: func(t *testing.T, data string) { os.Remove(kept(t, data, "originals")) }, want: []string{"its original: open "}},
	{name: "a receipt", file: func(t *testing.T, data string) {
		damage(t, filepath.Join(data, "archive/receipts/000/3.json"), func(b []byte) []byte { return []byte(strings.Replace(string(b), "ngay-hoi", "x", 1)) })
	}, want: []string{"submission 3 (ngay-hoi-ca-mau.xlsx): its receipt in the archive says otherwise: x-ca-mau.xlsx"}},
	{name: "half a receipt", file: func(t *testing.T, data string) {
		damage(t, filepath.Join(data, "archive/receipts/000/3.json"), func(b []byte) []byte { return b[:9] })
	}, want: []string{"submission 3 (ngay-hoi-ca-mau.xlsx): its receipt in the archive says otherwise"}},
	{name: "a receipt that is gone", file: func(_ *testing.T, data string) { os.Remove(filepath.Join(data, "archive/receipts/000/3.json")) }, want: []string{"the archive has no receipt of it"}},
	{name: "a journal that began later", sql: "DELETE FROM journal; DELETE FROM meta WHERE name = 'journal'; DELETE FROM closed_period; DELETE FROM waiver; DELETE FROM publication; UPDATE meta SET value = '7' WHERE name = 'before_journal'"},
}

// TestVerifyFindsTampering changes one thing at a time in a data folder, past the program.
func TestVerifyFindsTampering(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "data")
	head := tamperProof(t, whole)
	for _, c := range tamperings {
		data := filepath.Join(t.TempDir(), "data")
		if err := os.CopyFS(data, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		args := []string{"--data", data, "verify"}
		switch {
		case c.file != nil:
			c.file(t, data)
		case c.sql != "":
			tamper(t, data, c.sql)
		}
		if !strings.Contains(c.name, "began later") {
			args = append(args, "--head", head)
		}
		code, out, problems := runHere(t, args...)
		if want := map[bool]int{true: exitFindings, false: exitFine}[c.want != nil]; code != want {
			t.Errorf("%s: exit %d\n%s%s", c.name, code, out, problems)
		}
		for _, part := range c.want {
			if !strings.Contains(out, part) {
				t.Errorf("%s: %q is not in\n%s", c.name, part, out)
			}
		}
		if strings.Contains(c.name, "began later") && !strings.Contains(out, "7 of them are older than the journal") {
			t.Error(out)
		}
	}
}

// tamperProof makes a data folder in which something of everything happened, and returns the hash that verify prints.
func tamperProof(t *testing.T, data string) string {
	t.Helper()
	do := func(want int, args ...string) string {
		t.Helper()
		code, out, problems := runHere(t, append([]string{"--data", data}, args...)...)
		if code != want {
			t.Fatalf("%v: exit %d\n%s%s", args, code, out, problems)
		}
		return out
	}
	samples := "../../samples/"
	dir, c := t.TempDir(), defaultCatalog(t)
	write := func(name, unit string, cells map[string]any) string {
		return writeFile(t, dir, name, form(t, c, "tong-hop", unit, "2018..2024", cells))
	}
	corrected := write("corrected.xlsx", "soc-trang", map[string]any{"C20": 65})
	do(exitFine, "ingest", samples+"tay-nam-bo-2024/soc-trang.xlsx", samples+"tay-nguyen-2024/danh-muc-kon-tum.xlsx", samples+"hung-my-2022/ngay-hoi-ca-mau.xlsx")
	do(exitFine, "ingest", corrected)
	do(exitFine, "ingest", samples+"tay-nam-bo-2024/soc-trang.xlsx")
	do(exitFindings, "ingest", write("wrong.xlsx", "an-giang", map[string]any{"C20": 1, "E20": 2}))
	do(exitFine, "waive", findingOf(t, data), "--by", "Lan", "--reason", "giải trình")
	do(exitFine, "close", "2018..2024", "--by", "Đỗ Bích")
	do(exitFine, "ingest", corrected)
	do(exitFine, "approve", "period", "--unit", "soc-trang", "--period", "2018..2024", "--number", "5", "--date", "2025-01-03", "--signer", "Nguyễn Văn A", "--mark", "mật", "-o", dir)
	return strings.TrimSpace(strings.Split(do(exitFine, "verify"), "head")[1])
}

// findingOf is the id of the first open error.
func findingOf(t *testing.T, data string) string {
	t.Helper()
	var listed struct{ Findings []pipeline.Finding }
	_, out, _ := runHere(t, "--data", data, "--json", "findings", "--severity", "error")
	if err := json.Unmarshal([]byte(out), &listed); err != nil || len(listed.Findings) == 0 {
		t.Fatal(out, err)
	}
	return listed.Findings[0].ID
}

// tamper runs statements on the warehouse's file.
func tamper(t *testing.T, data, statements string) {
	t.Helper()
	db, err := sql.Open("duckdb", filepath.Join(data, "warehouse.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range strings.Split(statements, "; ") {
		result, err := db.Exec(statement)
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			t.Fatalf("%s: %d rows, %v", statement, n, err)
		}
	}
}

// otherwise is what verify says of the edition of tamperProof where the journal says otherwise of something.
func otherwise(what string) []string {
	return []string{"edition 1 of period soc-trang 2018..2024: the journal (line 11) says otherwise of its " + what}
}

// kept is the first file in a folder of the archive.
func kept(t *testing.T, data, folder string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(data, "archive", folder, "??/*"))
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	return found[0]
}

func damage(t *testing.T, path string, how func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, how(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

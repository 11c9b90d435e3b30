package samples_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
)

// shownByLibreOffice has LibreOffice open the workbooks and write each sheet as a CSV of what it shows; they come by file name.
func shownByLibreOffice(t *testing.T, twins map[string]twin) map[string][][]string {
	t.Helper()
	const shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,true,false,false,-1"
	in, out := t.TempDir(), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", shown, "--outdir", out}
	for name, twin := range twins {
		path := filepath.Join(in, name+".xlsx")
		if err := os.WriteFile(path, uncached(t, twin.xlsx), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if said, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice, of libreoffice-calc-nogui: %v\n%s", err, said)
	}
	sheets := map[string][][]string{}
	paths, _ := filepath.Glob(filepath.Join(out, "*.csv"))
	for _, path := range paths {
		reader := csv.NewReader(strings.NewReader(readText(t, path)))
		reader.FieldsPerRecord = -1
		rows, err := reader.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, row := range rows {
			for i, text := range row {
				row[i] = onOneLine(text)
			}
		}
		sheets[strings.TrimSuffix(filepath.Base(path), ".csv")] = rows
	}
	return sheets
}

var cachedValue = regexp.MustCompile(`</f><v>[^<]*</v>`)

// uncached takes the results of formulas out of a workbook, so that a program has to compute them.
func uncached(t *testing.T, data []byte) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range archive.File {
		text, err := fs.ReadFile(archive, file.Name)
		if err != nil {
			t.Fatal(err)
		}
		part, err := w.Create(file.Name)
		if err == nil {
			_, err = part.Write(cachedValue.ReplaceAll(text, []byte("</f>")))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sheets are those of a workbook as they are shown, in order; tables are looked for behind the one before.
type sheets struct {
	names []string
	rows  [][][]string
	next  int // the sheet that is looked at, from the row below
	below int
}

func sheetsOf(t *testing.T, twin twin, name string, shown map[string][][]string) *sheets {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(twin.xlsx))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := &sheets{names: file.GetSheetList()}
	for _, sheet := range s.names {
		rows, ok := shown[name+"-"+sheet]
		if !ok {
			t.Fatalf("LibreOffice shows no sheet %q of %s", sheet, name)
		}
		s.rows = append(s.rows, rows)
	}
	return s
}

// differs compares a table with the first that has its header.
func (s *sheets) differs(table pipeline.Table) []string {
	for ; s.next < len(s.names); s.next, s.below = s.next+1, 0 {
		if body := s.bodyOf(table); body >= 0 {
			s.below = body + len(table.Rows)
			return s.differsFrom(table, body)
		}
	}
	return []string{fmt.Sprintf("no sheet has the header of table %q", table.Caption)}
}

// bodyOf is the row behind the table's header, -1 where the sheet has none. A header without group stands in the upper row, where there
// are two.
func (s *sheets) bodyOf(table pipeline.Table) int {
	high := 1
	if slices.ContainsFunc(table.Columns, func(c pipeline.Column) bool { return c.Group != "" }) {
		high = 2
	}
	for body := s.below + high; body <= len(s.rows[s.next]); body++ {
		if !slices.ContainsFunc(headerCells(table, high), func(h headerCell) bool { return s.text(body-high+h.row, h.column) != h.text }) {
			return body
		}
	}
	return -1
}

type headerCell struct {
	row, column int
	text        string
}

func headerCells(table pipeline.Table, high int) (cells []headerCell) {
	for i, column := range table.Columns {
		own := headerCell{0, i, onOneLine(column.Header)}
		if column.Group != "" {
			own.row = high - 1
			if i == 0 || table.Columns[i-1].Group != column.Group {
				cells = append(cells, headerCell{0, i, onOneLine(column.Group)})
			}
		}
		cells = append(cells, own)
	}
	return cells
}

func (s *sheets) text(row, column int) string {
	if rows := s.rows[s.next]; row < len(rows) && column < len(rows[row]) {
		return rows[row][column]
	}
	return ""
}

func (s *sheets) differsFrom(table pipeline.Table, body int) (told []string) {
	for i, row := range table.Rows {
		want, got := make([]string, len(table.Columns)), make([]string, len(table.Columns))
		for c := range table.Columns {
			got[c] = s.text(body+i, c)
			if c < len(row.Cells) {
				want[c] = cellText(row.Cells[c])
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			told = append(told, fmt.Sprintf("sheet %q, table %q, row %d (-document +workbook):\n%s", s.names[s.next], table.Caption, i+1, diff))
		}
	}
	return told
}

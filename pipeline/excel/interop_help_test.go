package excel_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"

	"github.com/xuri/excelize/v2"
)

// givenSheet is a sheet that several programs are to write.
type givenSheet struct {
	Name       string      `json:"name"`
	Hidden     bool        `json:"hidden"`
	Merges     []string    `json:"merges"`
	HiddenRows []int       `json:"hidden_rows"`
	Cells      []givenCell `json:"cells"`
}

// givenCell is a reference, a kind (number, text, bool, date), a value and the code of a number format.
type givenCell [4]any

// byExcelize writes sheets by excelize.
func byExcelize(t *testing.T, sheets []givenSheet) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var problems []error
	do := func(err error) { problems = append(problems, err) }
	for i, sheet := range sheets {
		if i == 0 {
			do(f.SetSheetName("Sheet1", sheet.Name))
		} else {
			_, err := f.NewSheet(sheet.Name)
			do(err)
		}
		for _, cell := range sheet.Cells {
			ref, value := cell[0].(string), cell[2]
			if cell[1] == "date" {
				day, err := time.Parse(time.DateOnly, value.(string))
				do(err)
				value = day
			}
			do(f.SetCellValue(sheet.Name, ref, value))
			if format := cell[3].(string); format != "" {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
				do(err)
				do(f.SetCellStyle(sheet.Name, ref, ref, style))
			}
		}
		for _, area := range sheet.Merges {
			from, to, _ := strings.Cut(area, ":")
			do(f.MergeCell(sheet.Name, from, to))
		}
		for _, row := range sheet.HiddenRows {
			do(f.SetRowVisible(sheet.Name, row, false))
		}
		do(f.SetSheetVisible(sheet.Name, !sheet.Hidden))
	}
	var out bytes.Buffer
	do(f.Write(&out))
	for _, err := range problems {
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// byOpenpyxl writes sheets by openpyxl, which Debian installs for its own Python.
func byOpenpyxl(t *testing.T, sheets []givenSheet) []byte {
	t.Helper()
	given, err := json.Marshal(sheets)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "openpyxl.xlsx")
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import openpyxl").Run() != nil {
			continue
		}
		command := exec.Command(python, "testdata/write.py", path)
		command.Stdin = bytes.NewReader(given)
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return mustRead(t, path)
	}
	t.Fatal("no Python has openpyxl: install python3-openpyxl")
	return nil
}

// byLibreOffice has LibreOffice open workbooks and save them in another format; the results come by the names of the files that it
// made.
func byLibreOffice(t *testing.T, format string, workbooks map[string][]byte) map[string][]byte {
	t.Helper()
	in, out := t.TempDir(), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", format, "--outdir", out}
	for name, data := range workbooks {
		path := filepath.Join(in, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if said, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice, of libreoffice-calc-nogui: %v\n%s", err, said)
	}
	made := map[string][]byte{}
	paths, _ := filepath.Glob(filepath.Join(out, "*"))
	for _, path := range paths {
		made[filepath.Base(path)] = mustRead(t, path)
	}
	if len(made) < len(workbooks) {
		t.Fatalf("soffice made %d files of %d", len(made), len(workbooks))
	}
	return made
}

// csvOfEach writes every sheet to a CSV of its own: commas, quotes, UTF-8, values as they are and not as they are shown.
const csvOfEach = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,-1"

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// cellsOf lists the cells of a workbook as the strict reader has them: sheet, cell, kind and value.
func cellsOf(t *testing.T, data []byte) (lines []string) {
	t.Helper()
	workbook, err := excel.ReadWorkbook(data, defaults(t).Config.Limits)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[pipeline.CellKind]string{pipeline.NumberCell: "number", pipeline.TextCell: "text", pipeline.BoolCell: "bool", pipeline.DateCell: "date", pipeline.FormulaCell: "formula", pipeline.ErrorCell: "error"}
	for _, sheet := range workbook.Sheets {
		line := fmt.Sprint(sheet.Name, " hidden ", sheet.Hidden)
		for _, merge := range sheet.Merges {
			line += " " + pipeline.CellName(merge.Top, merge.Left) + ":" + pipeline.CellName(merge.Bottom, merge.Right)
		}
		lines = append(lines, line)
		for _, row := range sheet.Rows {
			for _, cell := range row.Cells {
				if cell.Raw == "" && cell.Kind != pipeline.FormulaCell {
					continue
				}
				line := fmt.Sprint(sheet.Name, "!", pipeline.CellName(row.Number, cell.Column), " ", kinds[cell.Kind], " ", plain(cell.Kind, cell.Raw))
				if row.Hidden {
					line += " hidden"
				}
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// plain writes a value in one way, however a program writes it: LibreOffice writes fifteen digits, Excel seventeen.
func plain(kind pipeline.CellKind, raw string) string {
	switch kind {
	case pipeline.NumberCell:
		if number, err := strconv.ParseFloat(raw, 64); err == nil {
			return strconv.FormatFloat(number, 'g', 15, 64)
		}
	case pipeline.DateCell:
		return strings.TrimSuffix(raw, "T00:00:00")
	}
	return strconv.Quote(raw)
}

// shownBy lists the values of a workbook's sheets as rows of texts, without what is empty at the ends.
func shownBy(rows [][]string) [][]string {
	for i := range rows {
		for len(rows[i]) > 0 && rows[i][len(rows[i])-1] == "" {
			rows[i] = rows[i][:len(rows[i])-1]
		}
	}
	for len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// shownByUs lists a sheet's values in the same way; as writes a cell the way that the other program does.
func shownByUs(sheet pipeline.Sheet, as func(cell pipeline.SheetCell) string) [][]string {
	var rows [][]string
	for _, row := range sheet.Rows {
		for len(rows) < row.Number {
			rows = append(rows, nil)
		}
		for _, cell := range row.Cells {
			values := &rows[row.Number-1]
			*values = append(*values, slices.Repeat([]string{""}, cell.Column-len(*values))...)
			(*values)[cell.Column-1] = as(cell)
		}
	}
	return shownBy(rows)
}

func readCSV(t *testing.T, data []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

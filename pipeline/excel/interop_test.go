package excel_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
)

// givenSheets have every kind of cell that people type.
func givenSheets() []givenSheet {
	first := givenSheet{Name: "Số liệu tháng 8", Merges: []string{"A1:C1", "A2:A3"}, HiddenRows: []int{6}}
	add := func(ref, kind string, value any, format string) {
		first.Cells = append(first.Cells, givenCell{ref, kind, value, format})
	}
	for i, text := range []string{"Tiêu đề", "Đơn vị", "", "gần 1.900", " khoảng trắng ", "dòng một\ndòng hai", "=1+1", "+84", "-", "@x", "'12", "00123", "2.258", "1e5", "TRUE",
		norm.NFD.String("Hòa Bình"), "C\u00a0Mau", "<a> & \"b\"", "\t", "😀", strings.Repeat("dài ", 5000), "Céng hßa"} {
		if text != "" {
			add(fmt.Sprintf("A%d", i+1), "text", text, "")
		}
	}
	for i, number := range []float64{0, 1, -5, 32, 1900, 2.258, 0.1, 1234.5678, 0.12345, 1e15, 123456789012, 1e-7, 1.0 / 3} {
		add(fmt.Sprintf("D%d", i+1), "number", number, "")
	}
	add("E4", "number", 0.12345, "0%")
	add("E5", "number", 1234.5678, "#,##0.0")
	add("E6", "number", 7, "General")
	add("F4", "bool", true, "")
	add("F5", "bool", false, "")
	add("G4", "date", "2024-08-15", "dd/mm/yyyy")
	add("G5", "date", "1999-12-31", "yyyy-mm-dd")
	add("AZ200", "number", 200, "")
	second := givenSheet{Name: "Ẩn đi", Hidden: true, Cells: []givenCell{{"B2", "text", "ẩn", ""}, {"C3", "number", 3, ""}}}
	third := givenSheet{Name: "Biểu 'mới' (2)", Cells: []givenCell{{"C7", "text", "Biểu", ""}}}
	return []givenSheet{first, second, third}
}

// The same cells, written by three programs, are read alike.
func TestProgramsAlike(t *testing.T) {
	sheets := givenSheets()
	base := byExcelize(t, sheets)
	want := cellsOf(t, base)
	if cells := len(sheets[0].Cells) + 3; len(want) != cells+len(sheets) {
		t.Fatalf("%d lines of %d cells and %d sheets", len(want), cells, len(sheets))
	}
	again := byOpenpyxl(t, sheets)
	made := byLibreOffice(t, "xlsx", map[string][]byte{"excelize.xlsx": base, "openpyxl.xlsx": again})
	for program, data := range map[string][]byte{"openpyxl": again, "LibreOffice": made["excelize.xlsx"], "LibreOffice of openpyxl": made["openpyxl.xlsx"]} {
		if diff := cmp.Diff(want, cellsOf(t, data)); diff != "" {
			t.Errorf("%s (-excelize +%s):\n%s", program, program, diff)
		}
	}
}

// The same form, typed into three programs, says the same figures.
func TestFormsOfPrograms(t *testing.T) {
	c := defaults(t)
	form := givenSheet{Name: "Vùng"}
	for i, row := range regionRows() {
		for j, value := range row {
			switch value := value.(type) {
			case string:
				form.Cells = append(form.Cells, givenCell{pipeline.CellName(i+1, j+1), "text", value, ""})
			case int:
				form.Cells = append(form.Cells, givenCell{pipeline.CellName(i+1, j+1), "number", value, "#,##0"})
			}
		}
	}
	base := byExcelize(t, []givenSheet{form})
	again := byOpenpyxl(t, []givenSheet{form})
	workbooks := map[string][]byte{"excelize.xlsx": base, "openpyxl.xlsx": again}
	for name, data := range samples(t) {
		workbooks[name] = data
	}
	saved := byLibreOffice(t, "xlsx", workbooks)
	for name, data := range workbooks {
		want, err := excel.NewReader(c, nil).Read(data)
		if err != nil {
			t.Fatal(name, err)
		}
		got, err := excel.NewReader(c, nil).Read(saved[name])
		if err != nil {
			t.Error(name, err)
			continue
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateComparable(pipeline.Period{})); diff != "" {
			t.Errorf("%s, saved by LibreOffice (-before +after):\n%s", name, diff)
		}
	}
	for _, data := range [][]byte{base, again} {
		if reading, err := excel.NewReader(c, nil).Read(data); err != nil || len(figuresOf(reading)) != 28 || len(reading.Refusals) > 0 {
			t.Errorf("%v, %+v", err, reading)
		}
	}
}

// samples are the workbooks of the published cases, by names of their own.
func samples(t *testing.T) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("../../samples/*/*.xlsx")
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d samples: %v", len(paths), err)
	}
	all := map[string][]byte{}
	for _, path := range paths {
		all[filepath.Base(filepath.Dir(path))+"-"+filepath.Base(path)] = mustRead(t, path)
	}
	return all
}

// What we read of workbooks is what excelize shows of their rows, without its formats.
func TestRowsOfExcelize(t *testing.T) {
	workbooks := samples(t)
	workbooks["excelize.xlsx"] = byExcelize(t, givenSheets())
	workbooks["openpyxl.xlsx"] = byOpenpyxl(t, givenSheets())
	for name, data := range workbooks {
		ours, err := excel.ReadWorkbook(data, defaults(t).Config.Limits)
		if err != nil {
			t.Fatal(name, err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		for _, sheet := range ours.Sheets {
			rows, err := f.GetRows(sheet.Name, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(name, err)
			}
			if diff := cmp.Diff(shownBy(rows), shownByUs(sheet, asExcelize), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s (-excelize +ours):\n%s", name, sheet.Name, diff)
			}
		}
		f.Close()
	}
}

// asExcelize writes a cell as excelize shows its raw value: days as their serials.
func asExcelize(cell pipeline.SheetCell) string {
	if day, err := time.Parse(time.DateOnly, cell.Raw); err == nil && cell.Kind == pipeline.DateCell {
		return strconv.Itoa(int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24))
	}
	return cell.Raw
}

// What we read of workbooks is what LibreOffice writes of each sheet as CSV.
func TestRowsOfLibreOffice(t *testing.T) {
	workbooks := samples(t)
	workbooks["excelize.xlsx"] = byExcelize(t, givenSheets())
	made := byLibreOffice(t, csvOfEach, workbooks)
	for name, data := range workbooks {
		ours, err := excel.ReadWorkbook(data, defaults(t).Config.Limits)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, sheet := range ours.Sheets {
			file := strings.TrimSuffix(name, ".xlsx") + "-" + sheet.Name + ".csv"
			data, ok := made[file]
			if !ok {
				t.Errorf("no %s", file)
				continue
			}
			if diff := cmp.Diff(shownBy(alike(readCSV(t, data))), alike(shownByUs(sheet, asLibreOffice)), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s (-LibreOffice +ours):\n%s", name, sheet.Name, diff)
			}
		}
	}
}

func asLibreOffice(cell pipeline.SheetCell) string {
	if cell.Kind == pipeline.BoolCell {
		return map[string]string{"0": "FALSE", "1": "TRUE"}[cell.Raw]
	}
	return cell.Raw
}

// alike writes numbers and days in one way: LibreOffice keeps the form of a cell that is shown as a percentage or a day.
func alike(rows [][]string) [][]string {
	for _, row := range rows {
		for i, text := range row {
			percents, isPercent := strings.CutSuffix(text, "%")
			if number, err := strconv.ParseFloat(percents, 64); err == nil {
				if isPercent {
					number /= 100
				}
				row[i] = strconv.FormatFloat(number, 'g', 14, 64)
			} else if day, err := time.Parse("01/02/2006", text); err == nil {
				row[i] = day.Format(time.DateOnly)
			}
		}
	}
	return rows
}

// A formula's result is there once LibreOffice has saved it; before, nobody has computed it.
func TestFormulaOfPrograms(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellFormula("Sheet1", "A1", "30+2"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	if got, want := cellsOf(t, out.Bytes()), `Sheet1!A1 formula ""`; got[1] != want {
		t.Errorf("%s, expected %s", got[1], want)
	}
	saved := byLibreOffice(t, "xlsx", map[string][]byte{"a.xlsx": out.Bytes()})["a.xlsx"]
	if got, want := cellsOf(t, saved), "Sheet1!A1 number 32"; got[1] != want {
		t.Errorf("%s, expected %s", got[1], want)
	}
}

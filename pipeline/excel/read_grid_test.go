package excel

import (
	"fmt"
	"strconv"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// sheetOf makes a sheet of texts and numbers; "" leaves a cell out.
func sheetOf(name string, rows [][]string) pipeline.Sheet {
	sheet := pipeline.Sheet{Name: name}
	style := &pipeline.CellStyle{}
	for i, texts := range rows {
		row := pipeline.SheetRow{Number: i + 1}
		for j, text := range texts {
			if text == "" {
				continue
			}
			kind := pipeline.TextCell
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				kind = pipeline.NumberCell
			}
			row.Cells = append(row.Cells, pipeline.SheetCell{Column: j + 1, Kind: kind, Style: style, Raw: text})
		}
		if len(row.Cells) > 0 {
			sheet.Rows = append(sheet.Rows, row)
		}
	}
	return sheet
}

func smallForm() pipeline.Sheet {
	return sheetOf("Tổng hợp", [][]string{
		{"Biểu số: 01/TH-BVANTQ"}, {"Đơn vị báo cáo: Cà Mau"}, {"Kỳ báo cáo: Tháng 8 năm 2024"},
		{"Chỉ tiêu", "Tổng số", "", "Vùng DTTS"}, {"", "Trong kỳ", "Lũy kế từ đầu năm", "Trong kỳ", "Lũy kế từ đầu năm"},
		{"Mô hình đang hoạt động cuối kỳ", "32"},
	})
}

// A grid finds what stands in a place as a scan over all cells and merges does.
func TestGrid(t *testing.T) {
	sheet := sheetOf("x", [][]string{{"a", "", "Đơn vị"}, {}, {"", "2", "", " c "}, {}, {}, {"", "", "", "", "z"}})
	sheet.Merges = []pipeline.Area{{Top: 1, Left: 3, Bottom: 5, Right: 3}, {Top: 3, Left: 4, Bottom: 3, Right: 9}, {Top: 6, Left: 5, Bottom: 7, Right: 6}, {Top: 1, Left: 1, Bottom: 1, Right: 2}}
	g := newGrid(&sheet)
	g.merges = newMerges(sheet.Merges)
	for range 2 {
		for row := 8; row >= 0; row-- {
			for column := range 11 {
				want, at := "", position{row, column}
				for _, area := range sheet.Merges {
					if row >= area.Top && row <= area.Bottom && column >= area.Left && column <= area.Right {
						at = position{area.Top, area.Left}
					}
				}
				if g.first(row, column) != at {
					t.Errorf("%d %d is seen at %v, not %v", row, column, g.first(row, column), at)
				}
				for _, r := range sheet.Rows {
					for _, c := range r.Cells {
						if r.Number == at.row && c.Column == at.column {
							want = c.Raw
						}
					}
				}
				if got := g.fold(row, column); got != map[string]string{"": "", "a": "a", "Đơn vị": "don vi", "2": "2", " c ": "c", "z": "z"}[want] {
					t.Errorf("%d %d: %q of %q", row, column, got, want)
				}
			}
		}
	}
}

// A sheet that merges more than any form is refused, not read as if it did not.
func TestTooManyMerges(t *testing.T) {
	reader, workbook := newReader(t), &pipeline.Workbook{Sheets: []pipeline.Sheet{smallForm()}}
	for row := range maxMergeLines + 1 {
		workbook.Sheets[0].Merges = append(workbook.Sheets[0].Merges, pipeline.Area{Top: row + 10, Left: 1, Bottom: row + 10, Right: 2})
	}
	if _, err := reader.readForm(workbook); err == nil || err.Error() != "refused: too-many-merges" {
		t.Error(err)
	}
	workbook.Sheets[0].Merges = workbook.Sheets[0].Merges[1:]
	if reading, err := reader.readForm(workbook); err != nil || len(reading.Observations) == 0 {
		t.Error(err)
	}
}

func newReader(t testing.TB) *Reader {
	t.Helper()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(c, nil)
}

// BenchmarkReadLarge finds and reads a small form beside lists of two million cells, and one below titles of a large one.
func BenchmarkReadLarge(b *testing.B) {
	reader := newReader(b)
	line := make([]string, 20)
	for i := range line {
		line[i] = fmt.Sprint(i)
	}
	rows := make([][]string, 100_000)
	for i := range rows {
		rows[i] = line
	}
	list := sheetOf("Danh sách", rows)
	for name, workbook := range map[string]*pipeline.Workbook{
		"beside": {Sheets: []pipeline.Sheet{list, smallForm()}},
		"same":   {Sheets: []pipeline.Sheet{{Name: "x", Rows: append(smallForm().Rows, list.Rows[5:20_000]...)}}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := reader.readForm(workbook); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

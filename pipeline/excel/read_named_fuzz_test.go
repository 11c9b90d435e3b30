package excel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/templates"
)

// FuzzReadNamed puts anything into any cell of the forms whose rows the sender names: what is read stays consistent, and what
// is complained of can be told.
func FuzzReadNamed(f *testing.F) {
	c, reader := fuzzReader(f)
	forms := []func() [][]any{communeRows, registerRows, festivalRows, awardRows}
	kinds := []string{"inlineStr", "n", "b", "e", "d", "str"}
	for form := range forms {
		for column := range 11 {
			for _, text := range []string{"", "Tổng cộng", "Huyện Phú Tân", "An Giang", "TT. P. 1", "1", "11/8/2022", "Không phát sinh", "0,5", "…", "Phu Mỹ", "-", "II", "Toàn tỉnh Cà Mau", "a, b", "Cộng thành phố", "2024-08-15"} {
				f.Add(uint8(form), uint8(6+column%3), uint8(column), uint8(len(text)), text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, form, row, column, kind uint8, text string) {
		rows := forms[int(form)%len(forms)]()
		var sheet strings.Builder
		sheet.WriteString("<worksheet><sheetData>")
		for i, cells := range rows {
			fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
			for j := range max(len(cells), int(column)+1) {
				value, as := "", "inlineStr"
				if j < len(cells) && cells[j] != nil {
					value = fmt.Sprint(cells[j])
				}
				if day, ok := valueAt(cells, j).(time.Time); ok {
					value, as = day.Format(time.DateOnly), "d"
				}
				if i == int(row) && j == int(column) {
					value, as = text, kinds[int(kind)%len(kinds)]
				}
				writeCell(&sheet, pipeline.CellName(i+1, j+1), as, value)
			}
			sheet.WriteString("</row>")
		}
		sheet.WriteString("</sheetData></worksheet>")
		reading, err := reader.Read(seedPackage(t, sheet.String(), seedStrings, seedStyles, seedWorkbook))
		holds(t, c, reading, err)
		if err == nil {
			agrees(t, reading)
		}
	})
}

func valueAt(cells []any, j int) any {
	if j < len(cells) {
		return cells[j]
	}
	return nil
}

// agrees holds that figures and records are about the reporter or one of the communes, and that no two communes have one id.
func agrees(t *testing.T, reading *pipeline.Reading) {
	t.Helper()
	units := map[string]bool{}
	for _, c := range reading.Communes {
		if units[c.ID] || c.Name == "" || c.Cell == "" || !strings.HasPrefix(c.ID, reading.Reporter.ID+"/") || strings.HasSuffix(c.ID, "/") {
			t.Errorf("commune %+v", c)
		}
		units[c.ID] = true
	}
	units[reading.Reporter.ID] = true
	for _, o := range reading.Observations {
		if !units[o.Unit] || o.Period.IsZero() {
			t.Errorf("observation %+v", o)
		}
	}
	for _, r := range reading.Records {
		if !units[r.Unit] || r.Name == "" || r.Cell == "" || r.Register == "festivals" && r.Period.IsZero() {
			t.Errorf("record %+v", r)
		}
		for _, field := range r.Fields {
			if field.ID == "" || field.Cell == "" {
				t.Errorf("field %+v of %+v", field, r)
			}
		}
	}
}

// BenchmarkReadRegister reads a register of many models.
func BenchmarkReadRegister(b *testing.B) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		b.Fatal(err)
	}
	rows := registerRows()
	for i := range 5000 {
		rows = append(rows, []any{i + 4, fmt.Sprint("Mô hình số ", i), "Tổ tự quản", nil, fmt.Sprint("Xã Phú Mỹ ", 'A'+i%26), "Phú Tân", "3/2016", "Củng cố", nil, 12})
	}
	data := workbookOf(b, rows)
	reader := excel.NewReader(c, nil)
	for b.Loop() {
		if _, err := reader.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}

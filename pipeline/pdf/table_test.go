package pdf_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/pdf"
)

func TestHeaderIsRepeatedOnEveryPage(t *testing.T) {
	all := pages(t, written(t, filled(0, register(200))))
	if len(all) < 8 {
		t.Fatalf("%d pages", len(all))
	}
	for i, page := range all {
		if strings.Count(flat(page), "TT Tên mô hình Địa bàn Thành viên") != 1 {
			t.Errorf("page %d has no header:\n%s", i+1, page)
		}
	}
	whole := flat(strings.Join(all, " "))
	for i := range 200 {
		if want := fmt.Sprintf("trật tự số %d kết hợp", i+1); !strings.Contains(whole, want) && !strings.Contains(whole, fmt.Sprintf("số %d kết", i+1)) {
			t.Errorf("not found: %s", want)
		}
	}
}

func TestFiguresStandInLine(t *testing.T) {
	right := map[string]float64{}
	for _, w := range sheets(t, written(t, filled(0, summary())))[0].Words {
		right[w.Text] = w.XMax
	}
	if right["1.100"] != right["1.174"] || right["1.137"] < right["1.100"]-0.1 || right["1.137"] > right["1.100"]+0.1 {
		t.Errorf("1.100, 1.137 and 1.174 end at %v, %v, %v", right["1.100"], right["1.137"], right["1.174"])
	}
}

func TestWideTableKeepsItsNumbersWhole(t *testing.T) {
	table := pipeline.Table{Columns: []pipeline.Column{{Header: "Đơn vị", Weight: 1}}}
	row := pipeline.Row{Cells: []pipeline.Cell{{Text: "Bà Rịa - Vũng Tàu"}}}
	for i := range 24 {
		table.Columns = append(table.Columns, pipeline.Column{Header: "Cột", Align: pipeline.Right, Weight: 1})
		row.Cells = append(row.Cells, pipeline.Cell{Figure: figure(int64(1000 + i))})
	}
	table.Rows = []pipeline.Row{row}
	words := map[string]bool{}
	for _, w := range sheets(t, written(t, filled(0, table)))[0].Words {
		words[w.Text] = true
	}
	for i := range 24 {
		if want := fmt.Sprintf("1.%03d", i); !words[want] {
			t.Errorf("%s is not whole", want)
		}
	}
}

func TestRowHigherThanAPage(t *testing.T) {
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "từ%d ", i)
	}
	table := register(3)
	table.Rows[1].Cells[1].Text = b.String()
	all := strings.Join(pages(t, written(t, filled(0, table))), " ")
	for i := range 3000 {
		if !strings.Contains(all, fmt.Sprintf("từ%d", i)) {
			t.Fatalf("từ%d is lost", i)
		}
	}
}

func TestSectionTitleSpansAndLosesNothing(t *testing.T) {
	table := register(2)
	section := pipeline.Row{Kind: pipeline.SectionRow, Cells: []pipeline.Cell{{}, {Text: "Khu vực Tây Nam Bộ"}, {}, {Figure: figure(777)}}}
	table.Rows = append([]pipeline.Row{section}, table.Rows...)
	if all := pages(t, written(t, filled(0, table)))[0]; !strings.Contains(flat(all), "Khu vực Tây Nam Bộ 777") {
		t.Errorf("not found:\n%s", all)
	}
}

func TestOddTables(t *testing.T) {
	for name, table := range map[string]pipeline.Table{
		"empty":      {},
		"no columns": {Caption: "Bảng", Notes: []string{"Ghi chú."}},
		"no rows":    {Columns: []pipeline.Column{{Header: "TT"}, {Header: "Đơn vị"}}},
		"short row":  {Columns: []pipeline.Column{{}, {Group: "Nhóm rất dài không vừa"}}, Rows: []pipeline.Row{{}, {Kind: pipeline.SectionRow}}},
		"totals":     {Columns: []pipeline.Column{{}}, Rows: make([]pipeline.Row, 300)},
	} {
		for i := range table.Rows {
			if name == "totals" {
				table.Rows[i].Kind = pipeline.TotalRow
			}
		}
		if err := pdf.New().Write(io.Discard, filled(0, table)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkTable writes 100 pages, and 1,000: the time for a page must not grow.
func BenchmarkTable(b *testing.B) {
	for _, rows := range []int{1850, 18500} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			d := filled(0, register(rows))
			for b.Loop() {
				if err := pdf.New().Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkReport writes the document of the tests, 16 pages.
func BenchmarkReport(b *testing.B) {
	d := report()
	for b.Loop() {
		if err := pdf.New().Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}

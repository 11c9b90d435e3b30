package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/vi"
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
	for _, page := range sheets(t, written(t, filled(0, table))) {
		for _, w := range page.Words {
			words[w.Text] = true
		}
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
	each := pages(t, written(t, filled(0, table)))
	all := strings.Join(each, " ")
	for i, page := range each[1 : len(each)-1] {
		if !strings.Contains(flat(page), "Thành viên") || !regexp.MustCompile(`(?m)^ *2( |$)`).MatchString(page) {
			t.Errorf("page %d does not say whose row it continues:\n%s", i+2, page)
		}
	}
	for i := range 3000 {
		if !strings.Contains(all, fmt.Sprintf("từ%d", i)) {
			t.Fatalf("từ%d is lost", i)
		}
	}
}

// grouped is a table of so many groups of four columns, each cell of its own.
func grouped(groups, rows int) pipeline.Table {
	t := pipeline.Table{Caption: "Biểu tổng hợp", Unit: "mô hình", Columns: []pipeline.Column{{Header: "TT", Align: pipeline.Center}, {Header: "Đơn vị"}}, Notes: []string{"Ghi chú của biểu."}}
	for i := range groups * 4 {
		t.Columns = append(t.Columns, pipeline.Column{Group: fmt.Sprintf("Nhóm %d", i/4+1), Header: fmt.Sprintf("Cột-%d", i+1), Align: pipeline.Right})
	}
	for i := range rows {
		row := pipeline.Row{Cells: []pipeline.Cell{{Text: fmt.Sprint(i + 1)}, {Text: fmt.Sprintf("Đơnvị%d", i+1)}}}
		for j := range groups * 4 {
			row.Cells = append(row.Cells, pipeline.Cell{Figure: figure(int64(1_000_000 + 1000*i + j))})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func TestWideTableGoesOntoPagesThatLie(t *testing.T) {
	d := filled(2, pipeline.Heading{Level: 1, Text: "I. PHẦN BIỂU"}, pipeline.Heading{Level: 2, Text: "1. Biểu rộng"}, grouped(3, 5), text("Sau biểu."),
		pipeline.Annex{Title: "PHỤ LỤC RỘNG"}, grouped(3, 60), text("Sau phụ lục."))
	path := written(t, d)
	all := pages(t, path)
	lies := ""
	for i, page := range sheets(t, path) {
		where := "|"
		if page.Width > page.Height {
			where = "—"
		}
		for _, what := range []string{"Dòng.", "I. PHẦN BIỂU", "1. Biểu rộng", "1.004.011", "Ghi chú", "Sau biểu.", "PHỤ LỤC RỘNG", "1.059.011", "Sau phụ lục."} {
			if strings.Contains(flat(all[i]), what) {
				where += what + ","
			}
		}
		lies += where
	}
	if want := "|Dòng.,—I. PHẦN BIỂU,1. Biểu rộng,1.004.011,Ghi chú,|Sau biểu.,—1.004.011,PHỤ LỤC RỘNG,——Ghi chú,1.059.011,Sau phụ lục.,"; lies != want {
		t.Errorf("the pages are %s, not %s", lies, want)
	}
	if outline := poppler(t, "pdftohtml", "-xml", "-stdout", "-i", path); strings.Count(outline, "I. PHẦN BIỂU</item>") != 1 || !strings.Contains(outline, `<item page="2">I. PHẦN`) {
		t.Error("the outline does not lead to where the heading went")
	}
}

// What no sheet is wide enough for is cut: every figure is there, each part with its row's name, groups whole.
func TestTableTooWideForAnySheetIsCut(t *testing.T) {
	for _, rows := range []int{3, 100} {
		path := written(t, filled(0, grouped(9, rows)))
		all := pages(t, path)
		whole := flat(strings.Join(all, " "))
		for i := range rows {
			for j := range 36 {
				want := figure(int64(1_000_000 + 1000*i + j)).Quantity.String()
				if strings.Count(whole, want) != 1 {
					t.Fatalf("%s is there %d times", want, strings.Count(whole, want))
				}
			}
			if n := strings.Count(whole+" ", fmt.Sprintf(" Đơnvị%d ", i+1)); n != 3 {
				t.Errorf("the name of row %d is there %d times, not once a part", i+1, n)
			}
		}
		if strings.Count(whole, vi.ContinuedMark) != 2 || strings.Count(whole, "Ghi chú của biểu.") != 1 || !strings.Contains(all[len(all)-1], "Ghi chú") {
			t.Errorf("%d parts are marked, notes %d times", strings.Count(whole, vi.ContinuedMark), strings.Count(whole, "Ghi chú"))
		}
		for i := range 9 {
			for _, page := range all {
				if strings.Contains(page, fmt.Sprintf("Nhóm %d", i+1)) && !strings.Contains(page, fmt.Sprintf("Cột-%d", i*4+4)) {
					t.Errorf("group %d is torn", i+1)
				}
			}
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

// BenchmarkAnnex writes an annex of 100 pages, and of 1,000: the time for a page must not grow.
func BenchmarkAnnex(b *testing.B) {
	for _, rows := range []int{1_990, 20_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			d := filled(0, pipeline.Annex{Title: "DANH SÁCH"}, register(rows))
			var file bytes.Buffer
			for b.Loop() {
				file.Reset()
				if err := pdf.New().Write(&file, d); err != nil {
					b.Fatal(err)
				}
			}
			count := bytes.Count(file.Bytes(), []byte("/Type /Page\n"))
			b.ReportMetric(float64(count), "pages")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*count), "µs/page")
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

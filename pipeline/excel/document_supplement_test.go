package excel_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// withSources is a document that ends with where its figures come from; cells say what uploads may say.
func withSources() *pipeline.Document {
	d := testDocument()
	sources := pipeline.Table{Caption: "Nguồn số liệu", Columns: []pipeline.Column{
		{Header: "Dòng", Align: pipeline.Center}, {Header: "Chỉ tiêu"}, {Header: "Số trong báo cáo", Align: pipeline.Right}, {Header: "Ghi trong ô"}, {Header: "Đọc là", Align: pipeline.Right}}}
	sources.Rows = []pipeline.Row{{Kind: pipeline.TotalRow, Cells: []pipeline.Cell{words("1"), words("Mô hình"), sum(exact(7)), {}, {}}}}
	for _, text := range append(hostileWords, strings.Repeat("x", 300)) {
		sources.Rows = append(sources.Rows, pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("2"), words("Mô hình"), {}, words(text), own(hedged(vi.Near, "gần", 7))}})
	}
	d.Supplements = []pipeline.Supplement{{Name: sources.Caption, Blocks: []pipeline.Block{sources}}}
	return d
}

func TestDocumentSupplementList(t *testing.T) {
	t.Parallel()
	data := writtenDocument(t, "sources", withSources())
	file := reopened(t, data)
	sheets := file.GetSheetList()
	last := sheets[len(sheets)-1]
	if last != "Nguồn số liệu" || len(sheets) != len(reopened(t, writtenDocument(t, "report", testDocument())).GetSheetList())+1 {
		t.Fatalf("sheets %q", sheets)
	}
	part := partOf(t, data, "xl/worksheets/sheet"+string(rune('0'+len(sheets)))+".xml")
	mustContain(t, "last sheet", part, `<autoFilter ref="$A$2:$E$19"`, `<pageSetUpPr fitToPage=`)
	panes, _ := file.GetPanes(last)
	if !panes.Freeze || panes.YSplit != 2 || panes.XSplit != 2 {
		t.Errorf("panes %+v", panes)
	}
	for _, name := range file.GetDefinedName() {
		if name.Scope == last && name.Name == "_xlnm.Print_Area" && name.RefersTo != "'"+last+"'!$A$1:$E$19" {
			t.Errorf("printed %s", name.RefersTo)
		}
	}
	if width, err := file.GetColWidth(last, "D"); err != nil || width > 50 {
		t.Errorf("a column as wide as an uploaded word: %v %v", width, err)
	}
	if got, _ := beside(t, file, last, "A3", 2, 0); got != "7" {
		t.Errorf("printed %q", got)
	}
	holdsTexts(t, data)
	if !bytes.Equal(data, writtenDocument(t, "sources", withSources())) {
		t.Error("the same document gave other bytes")
	}
}

// explained is a document with a list and with a supplement of words and tables.
func explained() *pipeline.Document {
	d := testDocument()
	d.Letterhead.Mark = "MẬT"
	d.Blocks = append([]pipeline.Block{pipeline.Contents{Title: "MỤC LỤC"}}, d.Blocks...)
	found := pipeline.Table{Columns: []pipeline.Column{{Header: "Mức"}, {Header: "Nội dung"}}}
	for range 3 {
		found.Rows = append(found.Rows, pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("Lỗi"), words(strings.Repeat("Ô D7 ghi 12, cần là 13. ", 20))}})
	}
	terms := pipeline.Table{Caption: "Chỉ tiêu", Columns: []pipeline.Column{{Header: "Tên"}, {Header: "Định nghĩa"}, {Header: "Đơn vị tính"}}, Notes: []string{"Theo danh mục hiện hành."},
		Rows: []pipeline.Row{{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("Mô hình"), words("Mô hình đang hoạt động ở ngày cuối kỳ"), words("mô hình")}}}}
	d.Supplements = []pipeline.Supplement{{Name: "Lỗi và cảnh báo", Blocks: []pipeline.Block{found}}, {Name: "Thuyết minh", Blocks: []pipeline.Block{
		pipeline.Heading{Level: 2, Text: "1. Kỳ số liệu"}, d.Blocks[3], d.Blocks[4], terms, pipeline.Heading{Level: 2, Text: "2. Phân tổ"}, mainTable()}}}
	return d
}

// A supplement of words and tables stands on one sheet in its order, its totals live.
func TestDocumentSupplementDownwards(t *testing.T) {
	data := writtenDocument(t, "explained", explained())
	file := reopened(t, data)
	sheets := file.GetSheetList()
	if got := sheets[len(sheets)-2:]; !slices.Equal(got, []string{"Lỗi và cảnh báo", "Thuyết minh"}) {
		t.Fatalf("sheets %q", got)
	}
	rows, err := file.GetRows("Thuyết minh")
	if err != nil {
		t.Fatal(err)
	}
	var first []string
	for _, row := range rows {
		if len(row) > 0 {
			first = append(first, strings.TrimSpace(row[0]))
		}
	}
	at := 0
	for _, want := range []string{"Thuyết minh", "1. Kỳ số liệu", "Trong giai đoạn", "- Trong giai đoạn", "Chỉ tiêu", "Tên", "Mô hình", "Theo danh mục hiện hành.", "2. Phân tổ", "Bảng 1.", "STT", "Nguồn: báo cáo"} {
		next := slices.IndexFunc(first[at:], func(text string) bool { return strings.HasPrefix(text, want) })
		if next < 0 {
			t.Fatalf("no %q behind row %d of %q", want, at, first)
		}
		at += next + 1
	}
	if formula, _ := file.GetCellFormula("Thuyết minh", nameRight(t, find(t, file, "Thuyết minh", "Tổng cộng"))); !strings.HasPrefix(formula, "SUM(C") {
		t.Errorf("formula %q", formula)
	}
	chart := pipeline.Document{Supplements: []pipeline.Supplement{{Name: "a", Blocks: []pipeline.Block{pipeline.Heading{}, testChart()}}}}
	if err := excel.NewDocumentWriter().Write(&bytes.Buffer{}, &chart); err == nil {
		t.Error("a chart was taken into a supplement")
	}
}

// nameRight is the name of the cell at the right of another.
func nameRight(t *testing.T, cell string) string {
	t.Helper()
	column, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		t.Fatal(err)
	}
	return pipeline.CellName(row, column+1)
}

// The contents lead to every sheet but their own, in order, by title.
func TestDocumentContents(t *testing.T) {
	file := reopened(t, writtenDocument(t, "explained", explained()))
	sheets := file.GetSheetList()
	_, row, _ := excelize.CellNameToCoordinates(find(t, file, sheets[0], "MỤC LỤC"))
	titles := []string{mainTable().Caption, "Mô hình đang hoạt động, Tây Nam Bộ", "Phụ lục I. SỐ LIỆU THEO BẢN ĐỒ MỚI", "Bảng 1. Mô hình đang hoạt động theo địa phương, giai đoạn 2018/2024 (theo bản đồ mới)",
		"Phụ lục II. THUYẾT MINH", "Bảng 1. Mô hình đang hoạt động theo địa phương, giai đoạn 2018/2024 (theo bản đồ mới)", "Lỗi và cảnh báo", "Thuyết minh"}
	places := []int{1, 2, 3, 3, 4, 5, 6, 7}
	for i, title := range titles {
		cell := pipeline.CellName(row+1+i, 1)
		text, _ := file.GetCellValue(sheets[0], cell)
		linked, to, _ := file.GetCellHyperLink(sheets[0], cell)
		if text != title || !linked || to != "'"+sheets[places[i]]+"'!A1" {
			t.Errorf("line %d: %q leads to %s, expected %q to %s", i+1, text, to, title, sheets[places[i]])
		}
	}
}

// A draft and a mark of secrecy stand on the first sheet, and are printed on every page of every sheet.
func TestDocumentMarks(t *testing.T) {
	d := explained()
	for _, draft := range []bool{true, false} {
		d.Letterhead.Draft = draft
		file := reopened(t, writtenDocument(t, "marks", d))
		find(t, file, "BÁO CÁO", "MẬT")
		for _, sheet := range file.GetSheetList() {
			header, err := file.GetHeaderFooter(sheet)
			if err != nil {
				t.Fatal(err)
			}
			texts := []string{header.OddHeader}
			if header.DifferentFirst {
				texts = append(texts, header.FirstHeader)
			}
			for _, text := range texts {
				if strings.Contains(text, `Bold"&13DỰ THẢO`) != draft || !strings.Contains(text, `&R&"Times New Roman,Bold"&13MẬT`) {
					t.Errorf("%s: header %q of a draft %t", sheet, text, draft)
				}
			}
			if strings.Contains(header.FirstHeader, "&P") || !strings.Contains(header.OddHeader, "&P") {
				t.Errorf("%s: page numbers %q, then %q", sheet, header.FirstHeader, header.OddHeader)
			}
		}
	}
}

// Lists can be filtered; tables with totals or titles among their rows cannot.
func TestDocumentFilters(t *testing.T) {
	d := explained()
	list := pipeline.Table{Caption: "Danh mục ở Ea H'leo", Columns: []pipeline.Column{{Header: "Tên"}, {Group: "Số", Header: "Mô hình"}, {Group: "Số", Header: "Điểm"}}}
	for range 2 {
		list.Rows = append(list.Rows, pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("Camera an ninh"), own(exact(3)), own(exact(4))}})
	}
	d.Blocks = append(d.Blocks, list)
	file := reopened(t, writtenDocument(t, "filters", d))
	filters := map[string]string{}
	for _, name := range file.GetDefinedName() {
		if strings.HasSuffix(name.Name, "_FilterDatabase") {
			filters[name.Scope] = name.RefersTo
		}
	}
	want := map[string]string{"Danh mục ở Ea H'leo": "'Danh mục ở Ea H''leo'!$A$3:$C$5", "Lỗi và cảnh báo": "'Lỗi và cảnh báo'!$A$2:$B$5"}
	if diff := cmp.Diff(want, filters); diff != "" {
		t.Errorf("filters (-want +got):\n%s", diff)
	}
}

package excel_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"

	"github.com/xuri/excelize/v2"
)

const mainSheet = "Bảng 1. Mô hình đang hoạt động"

func TestDocumentSheets(t *testing.T) {
	file := reopened(t, writtenDocument(t, "report", testDocument()))
	want := []string{"BÁO CÁO", mainSheet, "Mô hình đang hoạt động, Tây Nam", "Bảng 1. Mô hình đang hoạt (2)", "Phụ lục II", "Bảng 1. Mô hình đang hoạt (3)"}
	if got := file.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
	for _, text := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "DỰ THẢO", "Số:         /BC-V05", "Hà Nội, ngày 05 tháng 8 năm 2024",
		"I. TÌNH HÌNH", "- Lưu: VT, P2.", "PHÓ CỤC TRƯỞNG", "Nguyễn Văn A"} {
		find(t, file, "BÁO CÁO", text)
	}
	found, err := file.SearchSheet("BÁO CÁO", "duy trì trên 4.700 mô hình phong trào .* Tây Nam Bộ có 891 mô hình", true)
	if err != nil || len(found) != 3 {
		t.Errorf("paragraphs %v %v", found, err)
	}
	if find(t, file, want[3], "Phụ lục I") != "A1" || find(t, file, want[4], "Phụ lục II") != "A1" {
		t.Error("an annex does not begin with its title")
	}
	if found, _ := file.SearchSheet(want[5], "Phụ lục II"); len(found) > 0 {
		t.Error("an annex bears its title twice")
	}
	if linked, to, _ := file.GetCellHyperLink("BÁO CÁO", find(t, file, "BÁO CÁO", mainTable().Caption)); !linked || to != "'"+mainSheet+"'!A1" {
		t.Errorf("link to the table: %q", to)
	}
}

func TestDocumentFigures(t *testing.T) {
	file := reopened(t, writtenDocument(t, "report", testDocument()))
	for _, c := range []struct {
		label  string
		right  int
		raw    string
		format string // "" for text
	}{
		{"Gia Lai", 1, "120", `[$-42A]#,##0`},
		{"Gia Lai", 2, "0", `[$-42A]#,##0;[$-42A]-#,##0;"-"`},
		{"Gia Lai", 3, "12.5", `[$-42A]#,##0.####`},
		{"Đắk Lắk", 1, "1900", `[$-42A]#,##0" (1)"`},
		{"Đắk Lắk", 2, "10", `[$-42A]"từ "#,##0" đến 12"`},
		{"Đắk Lắk", 3, "…", ""},
		{`=HYPERLINK("http://x")`, 1, "1900", `[$-42A]"gần "#,##0`},
		{"Cà Mau", 1, "355000", `[$-42A]"hơn "#,##0`},
		{"Vùng công bố", 1, "4700", `[$-42A]"trên "#,##0`},
		{"Tổng cộng", 2, "99", `[$-42A]#,##0`},
		{"Tổng cộng", 3, "…", ""},
	} {
		got, cell := beside(t, file, mainSheet, find(t, file, mainSheet, c.label), c.right, 0)
		style := styleOf(t, file, mainSheet, cell)
		format := ""
		if style.CustomNumFmt != nil {
			format = *style.CustomNumFmt
		}
		kind, _ := file.GetCellType(mainSheet, cell)
		if got != c.raw || format != c.format || style.Alignment.Horizontal != "right" || (kind == excelize.CellTypeInlineString) != (c.format == "") {
			t.Errorf("%s +%d: %q %s of type %d, want %q %s", c.label, c.right, got, format, kind, c.raw, c.format)
		}
	}
}

func styleOf(t *testing.T, file *excelize.File, sheet, cell string) *excelize.Style {
	t.Helper()
	id, err := file.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

func TestDocumentSums(t *testing.T) {
	data := writtenDocument(t, "report", testDocument())
	file := reopened(t, data)
	_, cell := beside(t, file, mainSheet, find(t, file, mainSheet, "Gia Lai"), 1, 0)
	_, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		t.Fatal(err)
	}
	body := row - 1 // the row of the table's first row
	for _, c := range []struct {
		row     int
		column  string
		formula string
		value   string
	}{
		{3, "C", fmt.Sprintf("SUM(C%d:C%d)", body+1, body+2), "2020"},
		{3, "D", fmt.Sprintf("SUM(D%d:D%d)", body+1, body+2), "10"},
		{7, "D", fmt.Sprintf("SUM(D%d:D%d)", body+5, body+6), "7"},
		{8, "C", fmt.Sprintf("SUM(C%d:C%d,C%d:C%d)", body+1, body+2, body+5, body+6), "358920"},
		{8, "D", "", "99"}, // what the rows do not add up to stays as the report has it
		{8, "E", "", "…"},
		{9, "C", "", "4700"},
	} {
		name := fmt.Sprint(c.column, body+c.row)
		formula, _ := file.GetCellFormula(mainSheet, name)
		value, _ := file.GetCellValue(mainSheet, name, excelize.Options{RawCellValue: true})
		if formula != c.formula || value != c.value {
			t.Errorf("%s: %s = %q, want %s = %q", name, formula, value, c.formula, c.value)
		}
	}
	mustContain(t, "sheet2.xml", partOf(t, data, "xl/worksheets/sheet2.xml"), "</f><v>2020</v></c>", "</f><v>358920</v></c>")
	if strings.Contains(partOf(t, data, "xl/worksheets/sheet2.xml"), "<f>HYPERLINK") {
		t.Error("a text became a formula")
	}
}

func TestDocumentTablePage(t *testing.T) {
	file := reopened(t, writtenDocument(t, "report", testDocument()))
	_, head, _ := excelize.CellNameToCoordinates(find(t, file, mainSheet, "STT"))
	names := map[string]string{}
	for _, name := range file.GetDefinedName() {
		if name.Scope == mainSheet {
			names[name.Name] = name.RefersTo
		}
	}
	quoted := "'" + mainSheet + "'"
	if names["_xlnm.Print_Titles"] != fmt.Sprintf("%s!$%d:$%d", quoted, head, head+1) || names["_xlnm.Print_Area"] != fmt.Sprintf("%s!$A$1:$E$%d", quoted, head+13) {
		t.Errorf("names %v", names)
	}
	panes, _ := file.GetPanes(mainSheet)
	if !panes.Freeze || panes.YSplit != head+1 || panes.XSplit != 2 {
		t.Errorf("panes %+v", panes)
	}
	find(t, file, mainSheet, "Đơn vị tính: mô hình")
	find(t, file, mainSheet, "Nguồn: báo cáo của Công an các tỉnh.")
	landscape, _ := file.GetPageLayout("Bảng 1. Mô hình đang hoạt (3)")
	if *landscape.Orientation != "landscape" || *landscape.FitToWidth != 1 {
		t.Errorf("page of an annex that lies: %+v", landscape)
	}
	core, _ := file.GetDocProps()
	if core.Title != "Báo cáo phong trào" || core.Creator != "Cục V05" || core.Created != "2024-08-05T00:00:00Z" || core.Language != "vi-VN" {
		t.Errorf("properties %+v", core)
	}
}

func TestDocumentChart(t *testing.T) {
	data := writtenDocument(t, "report", testDocument())
	file := reopened(t, data)
	sheet := file.GetSheetList()[2]
	chart := partOf(t, data, "xl/charts/chart1.xml")
	mustContain(t, "chart", chart, "Mô hình đang hoạt động, Tây Nam Bộ", `<barDir val="bar">`, "!$B$4:$B$13</f>")
	if got, cell := beside(t, file, sheet, find(t, file, sheet, "Cần Thơ"), 2, 0); got != "" || len(styleOf(t, file, sheet, cell).Fill.Color) == 0 {
		t.Errorf("a figure that is not known: %q", got) // any text would be drawn as zero
	}
	if got, _ := beside(t, file, sheet, find(t, file, sheet, "Long An"), 1, 0); got != "124" {
		t.Errorf("Long An %q", got)
	}
	bad := testChart()
	bad.Series[0].Figures = bad.Series[0].Figures[:2]
	if err := excel.NewDocumentWriter().Write(&bytes.Buffer{}, &pipeline.Document{Blocks: []pipeline.Block{bad}}); err == nil {
		t.Error("a series that is too short was taken")
	}
}

// A chart over time is one of lines, told apart without colour, and broken where nothing is known.
func TestDocumentLineChart(t *testing.T) {
	lines := testChart()
	lines.Kind = pipeline.LineChart
	data := writtenDocument(t, "lines", &pipeline.Document{Title: "a", Blocks: []pipeline.Block{lines}})
	chart := partOf(t, data, "xl/charts/chart1.xml")
	mustContain(t, "chart", chart, "<lineChart>", `<dispBlanksAs val="gap">`, `<a:prstDash val="solid">`, `<a:prstDash val="dash">`, `<symbol val="circle">`, `<symbol val="square">`, `<a:srgbClr val="000000">`)
	inOrder(t, chart, []string{"idx", "order", "tx", "spPr", "marker", "dLbls", "cat", "val", "smooth"})
	inOrder(t, partOf(t, writtenDocument(t, "report", testDocument()), "xl/charts/chart1.xml"), []string{"idx", "order", "tx", "spPr", "invertIfNegative", "dLbls", "cat", "val"})
	lines.Kind = "pie"
	if err := excel.NewDocumentWriter().Write(&bytes.Buffer{}, &pipeline.Document{Blocks: []pipeline.Block{lines}}); err == nil {
		t.Error("a chart of a kind that is not known was taken")
	}
}

// inOrder holds the elements of each series against the order of the format: Excel repairs a chart that has another.
func inOrder(t *testing.T, chart string, want []string) {
	t.Helper()
	var parsed struct {
		Series []struct {
			Elements []struct {
				XMLName xml.Name
			} `xml:",any"`
		} `xml:"chart>plotArea>lineChart>ser"`
		Bars []struct {
			Elements []struct {
				XMLName xml.Name
			} `xml:",any"`
		} `xml:"chart>plotArea>barChart>ser"`
	}
	if err := xml.Unmarshal([]byte(chart), &parsed); err != nil {
		t.Fatal(err)
	}
	all := append(parsed.Series, parsed.Bars...)
	for _, series := range all {
		var names []string
		for _, element := range series.Elements {
			names = append(names, element.XMLName.Local)
		}
		if !slices.Equal(names, want) {
			t.Errorf("series %q, expected %q", names, want)
		}
	}
	if len(all) == 0 {
		t.Error("a chart has no series")
	}
}

func TestDocumentSameBytes(t *testing.T) {
	first := writtenDocument(t, "report", testDocument())
	for range 8 {
		if !bytes.Equal(first, writtenDocument(t, "report", testDocument())) {
			t.Fatal("the same document gave other bytes")
		}
	}
}

// A workbook opens with no more than 200 to 250 number formats of its own; what goes beyond is text, and says the same.
func TestDocumentManyHedges(t *testing.T) {
	table := pipeline.Table{Columns: []pipeline.Column{{Header: "Số"}}}
	for i := range 300 {
		q := vi.Quantity{State: vi.Declared, Qualifier: vi.Between, Value: vi.Int(1), Upper: vi.Int(int64(i + 2))}
		table.Rows = append(table.Rows, pipeline.Row{Cells: []pipeline.Cell{own(q)}})
	}
	data := writtenDocument(t, "hedges", &pipeline.Document{Title: "Số", Blocks: []pipeline.Block{table}})
	if n := strings.Count(partOf(t, data, "xl/styles.xml"), "<numFmt "); n == 0 || n > 200 {
		t.Errorf("%d number formats", n)
	}
	file := reopened(t, data)
	if got, _ := file.GetCellValue(file.GetSheetList()[1], "A301"); got != "từ 1 đến 301" {
		t.Errorf("the last hedge: %q", got)
	}
}

func TestDocumentEmpty(t *testing.T) {
	writtenDocument(t, "empty", &pipeline.Document{})
	bare := pipeline.Document{Blocks: []pipeline.Block{pipeline.Contents{}, pipeline.Annex{}, pipeline.List{}, pipeline.Table{Columns: []pipeline.Column{{Header: "Số"}}}, pipeline.Chart{}}, Supplements: []pipeline.Supplement{{}, {Name: "Thuyết minh"}}}
	sheets := reopened(t, writtenDocument(t, "bare", &bare)).GetSheetList()
	if want := []string{"(1)", "Phụ lục", "Phụ lục (2)", "(2)", "(3)", "Thuyết minh"}; !slices.Equal(sheets, want) {
		t.Errorf("sheets %q, expected %q", sheets, want)
	}
	bad := pipeline.Table{Columns: []pipeline.Column{{}}, Rows: []pipeline.Row{{SumOf: []int{3}}}}
	for _, table := range []pipeline.Table{{}, bad, {Columns: []pipeline.Column{{}}, Rows: []pipeline.Row{{Cells: make([]pipeline.Cell, 2)}}}} {
		if err := excel.NewDocumentWriter().Write(&bytes.Buffer{}, &pipeline.Document{Blocks: []pipeline.Block{table}}); err == nil {
			t.Errorf("table %+v was taken", table)
		}
	}
}

// A signature is not torn over two pages, and takes the last paragraph with it.
func TestDocumentSignatureTogether(t *testing.T) {
	paragraph := testDocument().Blocks[2]
	broken := 0
	for n := range 12 {
		d := testDocument()
		d.Blocks = nil
		for range n + 1 {
			d.Blocks = append(d.Blocks, paragraph)
		}
		text := partOf(t, writtenDocument(t, "pages", d), "xl/worksheets/sheet1.xml")
		if strings.Contains(text, "<rowBreaks") {
			broken++
		}
	}
	if broken == 0 || broken > 4 {
		t.Errorf("a page break in %d of 12 lengths", broken)
	}
}

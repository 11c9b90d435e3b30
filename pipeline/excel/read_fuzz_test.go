package excel_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/templates"
)

// The parts of a small form, as small as they can be.
const (
	seedSheet = `<worksheet><sheetData>` +
		`<row r="1"><c r="A1" t="s"><v>0</v></c></row>` +
		`<row r="2"><c r="A2" t="inlineStr"><is><t>Đơn vị báo cáo:</t></is></c><c r="B2" t="inlineStr"><is><t>Cà Mau</t></is></c></row>` +
		`<row r="3"><c r="A3" t="inlineStr"><is><t>Kỳ báo cáo: </t></is></c><c r="B3" t="str"><v>Tháng 8 năm 2024</v></c></row>` +
		`<row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" t="inlineStr"><is><t>Tổng số</t></is></c><c r="D5" t="inlineStr"><is><t>Vùng DTTS</t></is></c></row>` +
		`<row r="6"><c r="B6" t="s"><v>2</v></c><c r="C6" t="s"><v>3</v></c><c r="D6" t="s"><v>2</v></c><c r="E6" t="s"><v>3</v></c></row>` +
		`<row r="7"><c r="A7" t="s"><v>4</v></c><c r="B7" s="1"><v>32</v></c><c r="C7" t="str"><f>A1</f><v>x</v></c><c r="D7" t="e"><v>#REF!</v></c></row>` +
		`<row r="8" hidden="1"><c r="A8"><v>8</v></c><c r="B8"><f>1+1</f></c><c r="D8" t="b"><v>1</v></c></row>` +
		`</sheetData><mergeCells><mergeCell ref="B5:C5"/><mergeCell ref="A5:A6"/></mergeCells></worksheet>`
	seedStrings = `<sst><si><t>Biểu số: 01/TH-BVANTQ</t></si><si><r><t>Chỉ </t></r><r><t>tiêu</t></r></si><si><t>Trong_x0020_kỳ</t></si>` +
		`<si><t>Lũy kế từ đầu năm</t></si><si><t>Mô hình đang hoạt động cuối kỳ</t></si></sst>`
	seedStyles   = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="1"/><xf numFmtId="164"/></cellXfs></styleSheet>`
	seedWorkbook = `<workbook xmlns:r="r"><workbookPr date1904="0"/><sheets><sheet name="Tổng hợp" r:id="r1"/><sheet name="Khác" state="hidden" r:id="r4"/></sheets></workbook>`
)

func seedPackage(t testing.TB, sheet, texts, styles, workbook string) []byte {
	return packageOf(t,
		"_rels/.rels", `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="/xl/t.xml"/>`+
			`<Relationship Id="r3" Type="x/styles" Target="y.xml"/><Relationship Id="r4" Type="x/worksheet" Target="o.xml"/></Relationships>`,
		"xl/workbook.xml", workbook, "xl/s.xml", sheet, "xl/t.xml", texts, "xl/y.xml", styles, "xl/o.xml", `<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>`)
}

func fuzzReader(f *testing.F) (*pipeline.Catalog, *excel.Reader) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		f.Fatal(err)
	}
	c.Config.Limits.PartBytes = 1 << 20
	return c, excel.NewReader(c, nil)
}

// holds checks what holds of every reading, whatever was read.
func holds(t *testing.T, c *pipeline.Catalog, reading *pipeline.Reading, err error) {
	t.Helper()
	if err != nil {
		toldRight(t, c, asRefusal(t, err))
		return
	}
	cells := map[string]bool{}
	for _, o := range reading.Observations {
		if o.Unit == "" || o.Indicator == "" || o.Cell == "" || cells[o.Cell] {
			t.Errorf("observation %+v", o)
		}
		cells[o.Cell] = true
	}
	for _, r := range reading.Refusals {
		toldRight(t, c, r)
	}
}

// The seed is a form that is read, so that what fuzzing changes is near to one.
func TestSeed(t *testing.T) {
	c := defaults(t)
	reading, err := excel.NewReader(c, nil).Read(seedPackage(t, seedSheet, seedStrings, seedStyles, seedWorkbook))
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, r := range reading.Refusals {
		codes = append(codes, r.Code)
	}
	if got := strings.Join(codes, " "); len(figuresOf(reading)) != 2 || got != "unknown-row unread-sheet" {
		t.Errorf("%v %s", figuresOf(reading), got)
	}
}

// FuzzRead reads packages that are whole and whose parts are anything: no panic, and an error is a refusal with a message.
func FuzzRead(f *testing.F) {
	c, reader := fuzzReader(f)
	f.Add(seedSheet, seedStrings, seedStyles, seedWorkbook)
	for _, edit := range [][2]string{
		{`r="B7"`, `r="A7"`}, {`<row r="8"`, `<row r="1"`}, {"B5:C5", "B1:C9999999999"}, {"<v>32</v>", "<v>2.258</v>"}, {`s="1"`, `s="2"`}, {`s="1"`, `s=""`},
		{"Cà Mau", "Sóc Trăng"}, {"8 năm 2024", "8 năm 2025"}, {"<v>4</v>", "<v>99</v>"}, {"Vùng DTTS", ""}, {"Tổng số", "{got}"}, {"<worksheet>", "<!DOCTYPE x><worksheet>"},
		{`r="E6"`, `r="XFD6"`}, {"<v>8</v>", "<v></v>"}, {"</sheetData>", ""}, {"01/TH", "02/V"}, {"#REF!", "1e400"},
	} {
		f.Add(strings.Replace(seedSheet, edit[0], edit[1], 1), strings.Replace(seedStrings, edit[0], edit[1], 1), seedStyles, seedWorkbook)
	}
	f.Fuzz(func(t *testing.T, sheet, texts, styles, workbook string) {
		reading, err := reader.Read(seedPackage(t, sheet, texts, styles, workbook))
		holds(t, c, reading, err)
	})
}

// FuzzReadPackage reads bytes that are anything.
func FuzzReadPackage(f *testing.F) {
	c, reader := fuzzReader(f)
	whole := seedPackage(f, seedSheet, seedStrings, seedStyles, seedWorkbook)
	for _, seed := range [][]byte{nil, whole, whole[:len(whole)-20], []byte("PK\x03\x04"), []byte("%PDF-1.4"), []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		reading, err := reader.Read(data)
		holds(t, c, reading, err)
	})
}

// FuzzReadCell puts anything that may be typed into any cell of a form that is whole: what is read stays consistent, and what is
// complained of can be told.
func FuzzReadCell(f *testing.F) {
	c, reader := fuzzReader(f)
	kinds := []string{"inlineStr", "n", "b", "e", "d", "str"}
	for _, text := range []string{"", "Kiến nghị", "Tổng số", "Sóc Trăng", "gần 1.900", "{hint}", "  a\u00a0\n b ", "12 (mười hai", "Năm 1999", "-1", "1e400", "45505", "\u202e", "2024-08-15T00:00:00"} {
		for kind := range kinds {
			f.Add(uint8(6), uint8(2), uint8(kind), text)
		}
		f.Add(uint8(2), uint8(0), uint8(0), "Đơn vị báo cáo: "+text)
		f.Add(uint8(3), uint8(0), uint8(0), "Kỳ báo cáo: "+text)
		f.Add(uint8(5), uint8(0), uint8(0), text)
	}
	f.Fuzz(func(t *testing.T, row, column, kind uint8, text string) {
		var sheet strings.Builder
		sheet.WriteString("<worksheet><sheetData>")
		for i, cells := range provinceRows() {
			fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
			for j := range max(len(cells), int(column)+1) {
				value, as := "", "inlineStr"
				if j < len(cells) && cells[j] != nil {
					value = fmt.Sprint(cells[j])
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
	})
}

func writeCell(sheet *strings.Builder, name, kind, value string) {
	var escaped bytes.Buffer
	_ = xml.EscapeText(&escaped, []byte(value)) // a buffer takes everything
	if kind == "inlineStr" {
		fmt.Fprintf(sheet, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, name, escaped.String())
		return
	}
	fmt.Fprintf(sheet, `<c r="%s" t="%s" s="1"><v>%s</v></c>`, name, kind, escaped.String())
}

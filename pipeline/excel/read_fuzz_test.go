package excel_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"reflect"
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
	seedStyles    = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="1"/><xf numFmtId="164"/></cellXfs></styleSheet>`
	seedRelations = `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
		`<Relationship Id="r3" Type="x/styles" Target="styles.xml"/><Relationship Id="r4" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`
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

// seeds calls add with every trap's package that is small enough to be changed a million times.
func seeds(f *testing.F, add func(p *parcel)) {
	const small = 64 << 10
	for _, list := range traps(f) {
		for _, trap := range list {
			p := newParcel(f, trapRows())
			trap.change(p)
			size := 0
			for _, e := range p.entries {
				size += len(e.data)
			}
			if size < small && len(p.entries) < 20 {
				add(p)
			}
		}
	}
}

// FuzzReadParts reads packages that are whole and whose parts are anything: no panic, and an error is a refusal with a message.
// What is read is read again in the same way.
func FuzzReadParts(f *testing.F) {
	c, reader := fuzzReader(f)
	f.Add(seedSheet, seedStrings, seedStyles, seedWorkbook, seedRelations)
	seeds(f, func(p *parcel) {
		parts := map[string]string{}
		for _, e := range p.entries {
			parts[e.name] = string(e.data)
		}
		f.Add(parts[sheetPart], parts[stringsPart], parts[stylesPart], parts[workbookPart], parts[relatedPart])
	})
	f.Fuzz(func(t *testing.T, sheet, texts, styles, workbook, relations string) {
		p := newParcel(t, nil)
		for i, name := range []string{sheetPart, stringsPart, stylesPart, workbookPart, relatedPart} {
			e := p.part(name)
			e.data, e.stored = []byte([]string{sheet, texts, styles, workbook, relations}[i]), true
		}
		p.add("xl/worksheets/sheet2.xml", `<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>`)
		data := p.file()
		reading, err := reader.Read(data)
		holds(t, c, reading, err)
		if again, errAgain := reader.Read(data); !reflect.DeepEqual(reading, again) || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Errorf("read %+v, %v; then %+v, %v", reading, err, again, errAgain)
		}
	})
}

// FuzzRead reads bytes that are anything; a wrong checksum is set right, for most changes would be seen by it.
func FuzzRead(f *testing.F) {
	c, reader := fuzzReader(f)
	whole := seedPackage(f, seedSheet, seedStrings, seedStyles, seedWorkbook)
	for _, seed := range [][]byte{nil, whole, whole[:len(whole)-20], []byte("PK\x03\x04"), []byte("%PDF-1.4"), []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")} {
		f.Add(seed)
	}
	seeds(f, func(p *parcel) {
		f.Add(p.file())
		for _, e := range p.entries {
			e.stored = e.packed == nil
		}
		f.Add(p.file())
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		reading, err := reader.Read(withChecksums(data))
		holds(t, c, reading, err)
	})
}

// withChecksums sets the checksums of entries to what they hold, where the package is whole enough to have any.
func withChecksums(data []byte) []byte {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return data
	}
	data = bytes.Clone(data)
	at := 0
	for _, file := range archive.File {
		offset, err := file.DataOffset()
		from := bytes.Index(data[at:], []byte("PK\x01\x02"))
		end := offset + int64(file.CompressedSize64)
		if err != nil || from < 0 || end > int64(len(data)) || offset > end {
			return data
		}
		held := data[offset:end]
		if file.Method == zip.Deflate {
			inflated, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(held)), 1<<20))
			if err != nil {
				inflated = nil
			}
			held = inflated
		}
		at += from + len("PK\x01\x02")
		if len(data) >= at+16 {
			binary.LittleEndian.PutUint32(data[at+12:], crc32.ChecksumIEEE(held))
		}
	}
	return data
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

package excel_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// The parts of a parcel.
const (
	sheetPart    = "xl/worksheets/sheet1.xml"
	stringsPart  = "xl/sharedStrings.xml"
	stylesPart   = "xl/styles.xml"
	workbookPart = "xl/workbook.xml"
	relatedPart  = "xl/_rels/workbook.xml.rels"
	rootPart     = "_rels/.rels"
	typesPart    = "[Content_Types].xml"
	otherPart    = "docProps/app.xml" // that nobody needs
)

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// parcel is a workbook's package in the making, part by part, so that any byte of it can be made wrong.
type parcel struct {
	t       testing.TB
	entries []*entry
	bytes   func([]byte) []byte // what is done to the finished file; nil for nothing
}

// change makes one thing of a parcel different.
type change func(p *parcel)

// newParcel makes a good workbook of rows as Excel would: texts as shared strings, numbers as they are, nil left out.
func newParcel(t testing.TB, rows [][]any) *parcel {
	p := &parcel{t: t}
	var sheet, texts strings.Builder
	known := map[string]int{}
	for i, row := range rows {
		if len(row) == 0 {
			continue
		}
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for j, value := range row {
			name := pipeline.CellName(i+1, j+1)
			switch value := value.(type) {
			case nil:
			case string:
				if _, ok := known[value]; !ok {
					known[value] = len(known)
					texts.WriteString("<si><t>" + escaped(value) + "</t></si>")
				}
				fmt.Fprintf(&sheet, `<c r="%s" t="s"><v>%d</v></c>`, name, known[value])
			default:
				fmt.Fprintf(&sheet, `<c r="%s"><v>%v</v></c>`, name, value)
			}
		}
		sheet.WriteString("</row>")
	}
	p.add(typesPart, xmlHead+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Default Extension="xml" ContentType="application/xml"/>`+
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`+
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`+
		`<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>`+
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`)
	p.add(rootPart, xmlHead+`<Relationships xmlns="`+packageSpace+`"><Relationship Id="rId1" Type="`+officeSpace+`/officeDocument" Target="xl/workbook.xml"/>`+
		`<Relationship Id="rId2" Type="`+officeSpace+`/extended-properties" Target="docProps/app.xml"/></Relationships>`)
	p.add(relatedPart, xmlHead+`<Relationships xmlns="`+packageSpace+`"><Relationship Id="rId1" Type="`+officeSpace+`/worksheet" Target="worksheets/sheet1.xml"/>`+
		`<Relationship Id="rId2" Type="`+officeSpace+`/styles" Target="styles.xml"/>`+
		`<Relationship Id="rId3" Type="`+officeSpace+`/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)
	p.add(workbookPart, xmlHead+`<workbook xmlns="`+mainSpace+`" xmlns:r="`+officeSpace+`"><workbookPr/><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	p.add(sheetPart, xmlHead+`<worksheet xmlns="`+mainSpace+`" xmlns:r="`+officeSpace+`"><sheetData>`+sheet.String()+`</sheetData></worksheet>`)
	p.add(stringsPart, xmlHead+fmt.Sprintf(`<sst xmlns="%s" count="%d" uniqueCount="%d">`, mainSpace, len(known), len(known))+texts.String()+`</sst>`)
	p.add(stylesPart, xmlHead+`<styleSheet xmlns="`+mainSpace+`"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>`+
		`<fonts count="4"><font><name val="Times New Roman"/></font><font><name val=".VnTime"/></font><font><name val="VNI-Times"/></font><font><name val=".VnTimeH"/></font></fonts>`+
		`<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0"/></cellStyleXfs>`+
		`<cellXfs count="6"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/>`+
		`<xf numFmtId="0" fontId="3"/></cellXfs></styleSheet>`)
	p.add(otherPart, xmlHead+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application></Properties>`)
	return p
}

// The styles of a parcel's cells, by their numbers.
const (
	builtInDate = 1
	customDate  = 2
	fontTCVN3   = 3
	fontVNI     = 4
	fontTCVN3H  = 5
)

func escaped(text string) string {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(text)) // a buffer takes everything
	return out.String()
}

func (p *parcel) add(name, data string) {
	p.entries = append(p.entries, &entry{name: name, data: []byte(data)})
}

func (p *parcel) part(name string) *entry {
	p.t.Helper()
	i := slices.IndexFunc(p.entries, func(e *entry) bool { return e.name == name })
	if i < 0 {
		p.t.Fatalf("no part %s", name)
	}
	return p.entries[i]
}

// file returns the finished file.
func (p *parcel) file() []byte {
	data := zipOf(p.t, p.entries)
	if p.bytes != nil {
		return p.bytes(data)
	}
	return data
}

// edit puts a text in the place of another, which must be there.
func edit(part, old, text string) change {
	return func(p *parcel) {
		p.t.Helper()
		e := p.part(part)
		if !bytes.Contains(e.data, []byte(old)) {
			p.t.Fatalf("%s has no %q", part, old)
		}
		e.data = bytes.Replace(e.data, []byte(old), []byte(text), 1)
	}
}

// replaceAll does so wherever it is.
func replaceAll(part, old, text string) change {
	return func(p *parcel) {
		p.part(part).data = bytes.ReplaceAll(p.part(part).data, []byte(old), []byte(text))
	}
}

// cell puts other XML in the place of a cell, which must be there.
func cell(ref, text string) change {
	return func(p *parcel) {
		p.t.Helper()
		e := p.part(sheetPart)
		from := bytes.Index(e.data, []byte(`<c r="`+ref+`"`))
		if from < 0 {
			p.t.Fatalf("no cell %s", ref)
		}
		to := from + bytes.Index(e.data[from:], []byte("</c>")) + len("</c>")
		e.data = slices.Concat(e.data[:from], []byte(text), e.data[to:])
	}
}

// besides adds an empty cell at the end of its row.
func besides(ref string) change {
	row := `<row r="` + strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + `">`
	return func(p *parcel) {
		p.t.Helper()
		e := p.part(sheetPart)
		from := bytes.Index(e.data, []byte(row))
		if from < 0 {
			p.t.Fatalf("no %s", row)
		}
		to := from + bytes.Index(e.data[from:], []byte("</row>"))
		e.data = slices.Concat(e.data[:to], []byte(`<c r="`+ref+`"></c>`), e.data[to:])
	}
}

// typed puts a text that somebody types into a cell, in the place of what is there.
func typed(ref, text string) change {
	return cell(ref, `<c r="`+ref+`" t="inlineStr"><is><t xml:space="preserve">`+escaped(text)+`</t></is></c>`)
}

// number puts a number into a cell, as its XML has it.
func number(ref, text string) change { return cell(ref, `<c r="`+ref+`"><v>`+text+`</v></c>`) }

func header(part string, lie func(e *entry)) change {
	return func(p *parcel) { lie(p.part(part)) }
}

func more(name, data string) change { return func(p *parcel) { p.add(name, data) } }

func remove(name string) change {
	return func(p *parcel) {
		p.entries = slices.DeleteFunc(p.entries, func(e *entry) bool { return e.name == name })
	}
}

func rename(name, to string) change { return header(name, func(e *entry) { e.name = to }) }

func finished(alter func(data []byte) []byte) change { return func(p *parcel) { p.bytes = alter } }

func all(changes ...change) change {
	return func(p *parcel) {
		p.t.Helper()
		for _, c := range changes {
			c(p)
		}
	}
}

// unzipped reads the entries of a zip file by the standard library.
func unzipped(t testing.TB, data []byte) (entries []*entry) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range r.File {
		in, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, &entry{name: file.Name, data: content})
	}
	return entries
}

package excel_test

import (
	"fmt"
	"strings"
	"testing"
)

// oneMoreSheet adds a sheet to the workbook.
func oneMoreSheet(name, attributes, data string) change {
	return all(
		more("xl/worksheets/sheet2.xml", xmlHead+`<worksheet xmlns="`+mainSpace+`"><sheetData>`+data+`</sheetData></worksheet>`),
		edit(relatedPart, `<Relationship Id="rId3"`, `<Relationship Id="rId9" Type="`+officeSpace+`/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3"`),
		edit(workbookPart, "</sheets>", `<sheet name="`+name+`" sheetId="2" r:id="rId9"`+attributes+`/></sheets>`),
	)
}

const someNumber = `<row r="3"><c r="B3"><v>7</v></c></row>`

// Sheets of a workbook.
func trapsOfSheets(t testing.TB) []trap {
	again := func(p *parcel) {
		sheet := string(p.part(sheetPart).data)
		from, to := strings.Index(sheet, "<sheetData>")+len("<sheetData>"), strings.Index(sheet, "</sheetData>")
		oneMoreSheet("Tháng 9", "", sheet[from:to])(p)
	}
	named := func(name string) change { return edit(workbookPart, `name="Sheet1"`, `name="`+name+`"`) }
	return []trap{
		{name: "two of one name", change: oneMoreSheet("Sheet1", "", someNumber), code: "repeated-sheet"},
		{name: "names that differ in capitals", change: oneMoreSheet("SHEET1", "", someNumber), code: "repeated-sheet"},
		{name: "names that differ in capitals beyond ASCII", change: all(named("Số liệu"), oneMoreSheet("SỐ LIỆU", "", someNumber)), code: "repeated-sheet"},
		{name: "names that differ in how they are composed", change: all(named("Cà Mau"), oneMoreSheet("Ca\u0300 Mau", "", someNumber)), code: "repeated-sheet"},
		{name: "one part as two sheets", change: edit(workbookPart, "</sheets>", `<sheet name="Khác" sheetId="2" r:id="rId1"/></sheets>`), code: "damaged|repeated-part|repeated-sheet|two-forms"},
		{name: "an empty sheet", change: oneMoreSheet("Khác", "", "")},
		{name: "a sheet of words", change: oneMoreSheet("Khác", "", `<row r="1"><c r="A1" t="inlineStr"><is><t>Ghi chú</t></is></c></row>`)},
		{name: "a sheet with numbers", change: oneMoreSheet("Khác", "", someNumber), found: "unread-sheet B3"},
		{name: "a hidden sheet with numbers", change: oneMoreSheet("Khác", ` state="hidden"`, someNumber), found: "unread-sheet B3"},
		{name: "a sheet well hidden", change: oneMoreSheet("Khác", ` state="veryHidden"`, someNumber), found: "unread-sheet B3"},
		{name: "two months", change: again, code: "same-forms"},
		{name: "no sheet", change: edit(workbookPart, `<sheet name="Sheet1" sheetId="1" r:id="rId1"/>`, ""), code: "missing-form|damaged"},
		{name: "a chart sheet", change: all(oneMoreSheet("Khác", "", ""), edit(relatedPart, `/worksheet" Target="worksheets/sheet2.xml"`, `/chartsheet" Target="worksheets/sheet2.xml"`),
			header("xl/worksheets/sheet2.xml", func(e *entry) { e.data = []byte(xmlHead + `<chartsheet xmlns="` + mainSpace + `"/>`) }))},
		{name: "a renamed sheet", change: named("Biểu mới (2)")},
		{name: "a nameless sheet", change: named(""), code: "damaged"},
		{name: "a long name", change: named(strings.Repeat("ă", 200)), code: "damaged?"},
		{name: "a name that is a formula", change: named("=1+1")},
		{name: "a name that breaks lines", change: named("Biểu&#10;&#x202e;mới{got}")},
		{name: "a refusal on a sheet whose name breaks lines", change: all(named("Biểu&#10;&#x202e;mới{got}"), cell("C9", `<c r="C9" t="q"/>`)), code: "unknown-cell", at: "C9"},
	}
}

// Limits that are cheap to reach.
func trapsOfLimits(t testing.TB) []trap {
	many := func(p *parcel) {
		for i := range 2100 {
			p.entries = append(p.entries, &entry{name: fmt.Sprintf("xl/media/image%d.png", i), stored: true})
		}
	}
	sheets := func(p *parcel) {
		var listed, related strings.Builder
		for i := range 300 {
			fmt.Fprintf(&listed, `<sheet name="S%d" sheetId="%d" r:id="s%d"/>`, i, i+2, i)
			fmt.Fprintf(&related, `<Relationship Id="s%d" Type="%s/worksheet" Target="worksheets/s%d.xml"/>`, i, officeSpace, i)
			p.entries = append(p.entries, &entry{name: fmt.Sprintf("xl/worksheets/s%d.xml", i), data: []byte(`<worksheet><sheetData/></worksheet>`), stored: true})
		}
		edit(workbookPart, "</sheets>", listed.String()+"</sheets>")(p)
		edit(relatedPart, "</Relationships>", related.String()+"</Relationships>")(p)
	}
	return []trap{
		{name: "too many parts", change: many, code: "too-many-parts"},
		{name: "too many sheets", change: sheets, code: "too-many-sheets"},
		{name: "a cell at the end of the sheet", change: edit(sheetPart, "</sheetData>", `<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>`), found: "unread-figures XFD1048576", code: "too-many-cells?"},
		{name: "a cell at the end of its row", change: edit(sheetPart, figureCell, figureCell+`<c r="XFD9"><v>7</v></c>`), found: "unread-column XFD9", code: "too-many-cells?"},
		{name: "merges of the whole sheet", change: edit(sheetPart, "</sheetData>", `</sheetData><mergeCells><mergeCell ref="G1:XFD1048576"/></mergeCells>`)},
	}
}

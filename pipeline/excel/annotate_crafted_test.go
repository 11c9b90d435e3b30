package excel_test

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

var update = flag.Bool("update", false, "write what is found into the golden files")

const (
	transitional     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	transitionalMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictRelations  = "http://purl.oclc.org/ooxml/officeDocument/relationships"
	strictMain       = "http://purl.oclc.org/ooxml/spreadsheetml/main"
)

// craft makes a package of one sheet of cells; parts may replace or add to its own.
func craft(t testing.TB, more ...string) []byte {
	all := []string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + transitional + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" Type="` + transitional + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="` + transitionalMain + `" xmlns:r="` + transitional + `"><sheets><sheet name="It's" sheetId="7" r:id="rId2"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", `<worksheet xmlns="` + transitionalMain + `"><sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData></worksheet>`,
	}
	for i := 0; i < len(more); i += 2 {
		if at := slices.Index(all, more[i]); at >= 0 {
			all[at+1] = more[i+1]
		} else {
			all = append(all, more[i], more[i+1])
		}
	}
	return packageOf(t, all...)
}

// craftSheet is a craft whose sheet is this.
func craftSheet(t testing.TB, sheet string) []byte {
	return craft(t, "xl/worksheets/sheet1.xml", `<worksheet xmlns="`+transitionalMain+`">`+sheet+`</worksheet>`)
}

// What is inserted stands where it must, whatever the sheet leaves out.
func TestAnnotatePlaces(t *testing.T) {
	for name, c := range map[string]struct{ sheet, want string }{
		"no rows":        {`<sheetData/>`, `<sheetData><row r="3"><c r="B3" s="1"/><c r="D3" s="1"/></row></sheetData>`},
		"between rows":   {`<sheetData><row r="2"/><row r="5"/></sheetData>`, `<sheetData><row r="2"/><row r="3"><c r="B3" s="1"/><c r="D3" s="1"/></row><row r="5"/></sheetData>`},
		"an empty row":   {`<sheetData><row r="3" ht="20"/></sheetData>`, `<sheetData><row r="3" ht="20"><c r="B3" s="1"/><c r="D3" s="1"/></row></sheetData>`},
		"between cells":  {`<sheetData><row r="3" spans="3:3"><c r="C3"/></row></sheetData>`, `<sheetData><row r="3" spans="1:16384"><c r="B3" s="1"/><c r="C3"/><c r="D3" s="1"/></row></sheetData>`},
		"without places": {`<sheetData><row/><row><c/></row><row><c/><c/><c/></row></sheetData>`, `<sheetData><row/><row><c/></row><row><c/><c s="1"/><c/><c r="D3" s="1"/></row></sheetData>`},
		"a row's own":    {`<sheetData><row r="3" s="0" customFormat="1"/></sheetData>`, `<sheetData><row r="3" s="0" customFormat="1"><c r="B3" s="1"/><c r="D3" s="1"/></row></sheetData>`},
		"formulas":       {`<sheetData><row r="3"><c r="B3" t="str"><f t="shared" ref="B3:B4" si="0">A1&amp;"x"</f><v>x</v></c></row></sheetData>`, `<sheetData><row r="3"><c s="1" r="B3" t="str"><f t="shared" ref="B3:B4" si="0">A1&amp;"x"</f><v>x</v></c><c r="D3" s="1"/></row></sheetData>`},
		"extensions":     {`<sheetData><row r="3"><extLst/></row></sheetData>`, `<sheetData><row r="3"><c r="B3" s="1"/><c r="D3" s="1"/><extLst/></row></sheetData>`},
		"merged":         {`<sheetData/><mergeCells><mergeCell ref="D3:E9"/></mergeCells>`, `<sheetData><row r="3"><c r="B3" s="1"/><c r="D3" s="1"/></row></sheetData><mergeCells>`},
		"before tables":  {`<sheetData/><drawing/><tableParts/>`, `</sheetData><drawing/><legacyDrawing xmlns:rel="` + transitional + `" rel:id="rId2"/><tableParts/>`},
		"selected":       {`<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetData/>`, `<sheetView tabSelected="0" workbookViewId="0"/>`},
	} {
		merged := "D3"
		if name == "merged" {
			merged = "E8"
		}
		out := annotated(t, craftSheet(t, c.sheet), at(pipeline.Error, "It's", "B3"), at(pipeline.Error, "It's", merged))
		if got := parts(t, out)["xl/worksheets/sheet1.xml"]; !strings.Contains(got, c.want) {
			t.Errorf("%s:\n%s\nexpected\n%s", name, got, c.want)
		}
		if list := parts(t, out)["xl/worksheets/sheet2.xml"]; !strings.Contains(list, `location="'It''s'!B3"`) {
			t.Errorf("%s: no link to the cell", name)
		}
		keep(t, "annotated-"+strings.ReplaceAll(name, " ", "-"), out)
	}
}

// A strict workbook with prefixes gets strict parts in return.
func TestAnnotateStrictWithPrefixes(t *testing.T) {
	data := craft(t,
		"_rels/.rels", `<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships"><p:Relationship Id="r1" Type="`+strictRelations+`/officeDocument" Target="/xl/workbook.xml"/></p:Relationships>`,
		"xl/_rels/workbook.xml.rels", `<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships"><p:Relationship Id="rId2" Type="`+strictRelations+`/worksheet" Target="/xl/worksheets/sheet1.xml"/><p:Relationship Id="rId1" Type="`+strictRelations+`/styles" Target="styles.xml"/></p:Relationships>`,
		"xl/workbook.xml", `<x:workbook xmlns:x="`+strictMain+`" xmlns:q="`+strictRelations+`"><x:bookViews><x:workbookView activeTab="0"/></x:bookViews><x:sheets><x:sheet name="It's" sheetId="1" q:id="rId2"/></x:sheets><x:definedNames/></x:workbook>`,
		"xl/styles.xml", `<x:styleSheet xmlns:x="`+strictMain+`"><x:cellXfs count="1"><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>`,
		"xl/worksheets/sheet1.xml", `<x:worksheet xmlns:x="`+strictMain+`"><x:sheetData><x:row><x:c s="0"><x:v>45519</x:v></x:c></x:row></x:sheetData></x:worksheet>`)
	all := parts(t, annotated(t, data, at(pipeline.Note, "It's", "A1"), at(pipeline.Note, "It's", "B1")))
	mustContain(t, "sheet", all["xl/worksheets/sheet1.xml"], `<x:c s="1"><x:v>45519</x:v></x:c><x:c r="B1" s="1"/></x:row>`, `<x:legacyDrawing xmlns:rel="`+strictRelations+`"`)
	mustContain(t, "workbook", all["xl/workbook.xml"], `activeTab="1"`, `<x:sheet name="Lỗi và cảnh báo" sheetId="2" q:id="rId3"/>`, `<x:definedNames><x:definedName name="_xlnm.Print_Titles" localSheetId="1">`)
	mustContain(t, "styles", all["xl/styles.xml"], `<x:xf applyFill="1" fillId="2" numFmtId="14"/>`, `<x:fills count="`, `<x:fgColor rgb="FFCCE3F9">`)
	mustContain(t, "relations", all["xl/worksheets/_rels/sheet1.xml.rels"], strictRelations+"/comments", strictRelations+"/vmlDrawing")
	mustContain(t, "comments", all["xl/comments1.xml"], `<comments xmlns="`+strictMain+`">`)
	mustContain(t, "list", all["xl/worksheets/sheet2.xml"], `<worksheet xmlns="`+strictMain+`">`)
}

// withNotes is a sheet with notes of hers: a plain one, one in runs, a conversation; and a button in the drawing of the notes.
func withNotes(t testing.TB, drawing string) []byte {
	return craft(t,
		"xl/worksheets/sheet1.xml", `<worksheet xmlns="`+transitionalMain+`" xmlns:r="`+transitional+`"><sheetData/><legacyDrawing r:id="rId9"/></worksheet>`,
		"xl/worksheets/_rels/sheet1.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="`+transitional+`/vmlDrawing" Target="../drawings/vmlDrawing7.vml"/>`+
			`<Relationship Id="rId2" Type="`+transitional+`/comments" Target="../comments7.xml"/></Relationships>`,
		"xl/comments7.xml", `<comments xmlns="`+transitionalMain+`"><authors><author>Lan</author><author>tc={1}</author></authors><commentList>`+
			`<comment ref="A1" authorId="0"><text><t>Chữ &amp; của Lan</t></text></comment><comment ref="A2" authorId="0"><text><r><t>Của </t></r><r><t>Lan</t></r></text></comment>`+
			`<comment ref="A3" authorId="1"><text><t>[Chuỗi chú thích]</t></text></comment></commentList></comments>`,
		"xl/drawings/vmlDrawing7.vml", drawing)
}

const herDrawing = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s2050"><br><x:ClientData ObjectType="Button"><x:Row>4</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>`

// Her notes stay hers: ours stand behind them, and go again.
func TestAnnotateKeepsNotes(t *testing.T) {
	data := withNotes(t, herDrawing)
	var findings []pipeline.Finding
	for _, cell := range []string{"A1", "A2", "A3", "A4"} {
		findings = append(findings, at(pipeline.Error, "It's", cell))
	}
	out := annotated(t, data, findings...)
	file := reopened(t, out)
	for cell, want := range map[string]string{
		"A1": "Chữ & của Lan\n\ntonghop:\nLỖI: Ô A1 sai.\n→ Sửa ô A1.", "A2": "Của Lan\n\ntonghop:\nLỖI: Ô A2 sai.\n→ Sửa ô A2.",
		"A3": "[Chuỗi chú thích]", "A4": "tonghop:\nLỖI: Ô A4 sai.\n→ Sửa ô A4.",
	} {
		if got := noteAt(t, file, "It's", cell); got != want {
			t.Errorf("%s: %q, expected %q", cell, got, want)
		}
	}
	drawing := parts(t, out)["xl/drawings/vmlDrawing7.vml"]
	mustContain(t, "drawing", drawing, `ObjectType="Button"`, `id="_x0000_s2051"`, "<x:Row>3</x:Row><x:Column>0</x:Column>")
	clean := parts(t, annotated(t, out))
	if got, want := strings.ReplaceAll(clean["xl/comments7.xml"], "<author>tonghop</author>", ""), parts(t, data)["xl/comments7.xml"]; got != strings.ReplaceAll(want, "<t>Chữ &amp; của Lan</t>", "<r><t>Chữ &amp; của Lan</t></r>") {
		t.Errorf("%s\n%s", got, want)
	}
	if got := strings.Count(clean["xl/drawings/vmlDrawing7.vml"], "<v:shape "); got != 1 {
		t.Errorf("%d shapes", got)
	}
}

// A drawing that cannot be added to is left alone, with the notes: the cells are coloured and listed.
func TestAnnotateWithoutNotes(t *testing.T) {
	data := withNotes(t, "not VML")
	before, after := parts(t, data), parts(t, annotated(t, data, at(pipeline.Error, "It's", "A1")))
	for _, name := range []string{"xl/comments7.xml", "xl/drawings/vmlDrawing7.vml"} {
		if before[name] != after[name] {
			t.Errorf("%s is another", name)
		}
	}
	mustContain(t, "sheet", after["xl/worksheets/sheet1.xml"], `<c r="A1" s="1"/>`)
}

// A sheet of hers that is called as ours would be is not ours, and neither is ours once a figure was typed into it.
func TestAnnotateOtherSheetOfTheName(t *testing.T) {
	named := strings.NewReplacer("It's", "LỖI VÀ CẢNH BÁO").Replace(parts(t, craft(t))["xl/workbook.xml"])
	out := annotated(t, craft(t, "xl/workbook.xml", named))
	if names := sheetNamesOf(t, out); !slices.Equal(names, []string{"LỖI VÀ CẢNH BÁO", listName + " (2)"}) {
		t.Errorf("%q", names)
	}
	file := reopened(t, out)
	if err := file.SetCellValue(listName+" (2)", "D9", 12); err != nil {
		t.Fatal(err)
	}
	var typed bytes.Buffer
	if err := file.Write(&typed); err != nil {
		t.Fatal(err)
	}
	if names := sheetNamesOf(t, annotated(t, typed.Bytes())); len(names) != 3 || names[2] != listName+" (3)" {
		t.Errorf("%q", names)
	}
}

// Notes and colours of ours are known again where our sheet was taken out.
func TestAnnotateWithoutItsSheet(t *testing.T) {
	file := reopened(t, annotated(t, sampleForm(t), sampleFindings()...))
	if err := file.DeleteSheet(listName); err != nil {
		t.Fatal(err)
	}
	var left bytes.Buffer
	if err := file.Write(&left); err != nil {
		t.Fatal(err)
	}
	again := annotated(t, left.Bytes(), at(pipeline.Warning, "Tổng hợp", "C16"))
	for cell, colour := range map[string]string{"C16": "FFEB8F", "H40": "", "D20": ""} {
		if got := fillAt(t, again, cell); got != colour {
			t.Errorf("%s is filled %q, expected %q", cell, got, colour)
		}
	}
	if note := noteAt(t, reopened(t, again), "Tổng hợp", "C16"); strings.Count(note, "tonghop:") != 1 {
		t.Errorf("note %q", note)
	}
}

// Whatever findings quote does no harm: it is text, and it is whole.
func TestAnnotateHostileTexts(t *testing.T) {
	for _, text := range []string{"=HYPERLINK(\"http://x\")", "+1", "@SUM(A1)", "-2+3", "<b>&amp;]]>", "_x0041_ _x000D_", "\x00\x01\u202e\ufffe", "a\r\nb", "\xff\xfe", strings.Repeat("dài ", 20000), `'"`} {
		f := pipeline.Finding{Severity: pipeline.Error, Sheet: "It's", Cell: "B2", Got: text, Expected: text, Sentence: text, Advice: text}
		out := annotated(t, craft(t), f)
		list := strictly(t, out).Sheets[1]
		for _, row := range list.Rows {
			for _, cell := range row.Cells {
				if cell.Kind != pipeline.TextCell || cell.Formula != "" || len([]rune(cell.Raw)) > 32767 {
					t.Errorf("%.20q became %+v", text, cell)
				}
				if row.Number == 4 && cell.Column == 4 && strings.HasPrefix(text, "_x") && cell.Raw != text {
					t.Errorf("%q is listed as %q", text, cell.Raw)
				}
			}
		}
		if note := noteAt(t, reopened(t, out), "It's", "B2"); !strings.HasPrefix(note, "tonghop:\nLỖI: ") || len([]rune(note)) > 5000 {
			t.Errorf("note %.80q", note)
		}
	}
}

// What cannot be read comes back as a workbook that says why.
func TestAnnotateUnreadable(t *testing.T) {
	whole := craft(t)
	for name, data := range map[string][]byte{"nothing": nil, "no zip": []byte("abc"), "cut": whole[:len(whole)-30], "too many rows": craftSheet(t, `<sheetData><row r="2"/><row r="1"/></sheetData>`)} {
		out, err := annotator(t).Annotate(data, []pipeline.Finding{{Severity: pipeline.Error, Sheet: "It's", Cell: "A1", Sentence: "Tệp bị hỏng.", Advice: "Gửi lại."}})
		if err != nil {
			t.Fatal(name, err)
		}
		file := reopened(t, out)
		if got, err := file.GetCellValue(listName, "D4"); err != nil || got != "Tệp bị hỏng." || len(file.GetSheetList()) != 1 {
			t.Error(name, got, err)
		}
	}
}

// More findings than can be listed are counted.
func TestAnnotateMany(t *testing.T) {
	findings := make([]pipeline.Finding, 10_500)
	for i := range findings {
		findings[i] = at(pipeline.Warning, "It's", pipeline.CellName(i+1, 1))
	}
	out := annotated(t, craft(t), findings...)
	rows := strictly(t, out).Sheets[1].Rows
	if got := rows[len(rows)-1].Cells[0].Raw; len(rows) != 10_004 || !strings.Contains(got, "500") {
		t.Errorf("%d rows, at last %q", len(rows), got)
	}
}

// TestAnnotateGolden is a return as it is written, part by part.
func TestAnnotateGolden(t *testing.T) {
	data := withNotes(t, herDrawing)
	out := annotated(t, data, at(pipeline.Error, "It's", "A2"), at(pipeline.Warning, "It's", "C5"), at(pipeline.Note, "", ""))
	before, after := parts(t, data), parts(t, out)
	var dump strings.Builder
	names := make([]string, 0, len(after))
	for name := range after {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if before[name] != after[name] {
			dump.WriteString("==== " + name + "\n" + strings.ReplaceAll(after[name], "><", ">\n<") + "\n")
		}
	}
	const golden = "testdata/annotated.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(dump.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if dump.String() != string(want) {
		t.Errorf("%s differs: run with -update and look at it", golden)
	}
}

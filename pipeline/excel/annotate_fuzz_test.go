package excel_test

import (
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// FuzzAnnotate annotates packages whose parts are anything, and what came out once more: no panic, what comes out can be read,
// and has a sheet of ours.
func FuzzAnnotate(f *testing.F) {
	limits := defaults(f).Config.Limits
	sheet, workbook := parts(f, craft(f))["xl/worksheets/sheet1.xml"], parts(f, craft(f))["xl/workbook.xml"]
	notes := parts(f, withNotes(f, herDrawing))
	form := parts(f, craft(f, "xl/worksheets/sheet1.xml", strings.Replace(seedSheet, "</worksheet>", `<legacyDrawing r:id="rId9"/></worksheet>`, 1)))["xl/worksheets/sheet1.xml"]
	again := parts(f, annotated(f, withNotes(f, herDrawing), at(pipeline.Error, "It's", "A1"), at(pipeline.Note, "It's", "B2")))
	for _, seed := range [][5]string{
		{sheet, workbook, seedStyles, notes["xl/comments7.xml"], herDrawing},
		{notes["xl/worksheets/sheet1.xml"], workbook, seedStyles, notes["xl/comments7.xml"], herDrawing},
		{form, workbook, seedStyles, notes["xl/comments7.xml"], herDrawing},
		{again["xl/worksheets/sheet1.xml"], workbook, again["xl/styles.xml"], again["xl/comments7.xml"], again["xl/drawings/vmlDrawing7.vml"]},
		{again["xl/worksheets/sheet2.xml"], workbook, again["xl/styles.xml"], again["xl/comments7.xml"], ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4], "A1", "It's", "=1")
	}
	relations := parts(f, craft(f))["xl/_rels/workbook.xml.rels"]
	relations = strings.Replace(relations, "</Relationships>", `<Relationship Id="rId8" Type="`+transitional+`/styles" Target="styles.xml"/></Relationships>`, 1)
	reader := annotator(f)
	f.Fuzz(func(t *testing.T, sheet, workbook, styles, comments, drawing, cell, name, text string) {
		data := craft(t, "xl/worksheets/sheet1.xml", sheet, "xl/workbook.xml", workbook, "xl/styles.xml", styles, "xl/comments7.xml", comments,
			"xl/drawings/vmlDrawing7.vml", drawing, "xl/_rels/workbook.xml.rels", relations, "xl/worksheets/_rels/sheet1.xml.rels", notes["xl/worksheets/_rels/sheet1.xml.rels"])
		findings := []pipeline.Finding{{Severity: pipeline.Error, Sheet: name, Cell: cell, Got: text, Sentence: text, Advice: text}, at(pipeline.Warning, "It's", "B2")}
		for range 2 {
			out, err := reader.Annotate(data, findings)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := excel.ReadWorkbook(out, limits); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(parts(t, out)["xl/worksheets/sheet2.xml"]+parts(t, out)["xl/worksheets/sheet1.xml"], "tonghop: findings") {
				t.Fatal("there is no list of findings")
			}
			data = out
		}
	})
}

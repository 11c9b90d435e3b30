package excel_test

import (
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

// hostileWords begin like formulas, or hold what must not be in a cell.
var hostileWords = []string{"=1+1", "+84", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\u200e=1", "=cmd|'/C calc'!A0", "a\x1b[31mb", "a\u009b31mb", "a\u202eb", "a\x00b", "_x001B_"}

// Whatever stands in a document comes out as a text that stays one, wherever the document has room for it.
func TestHostileDocument(t *testing.T) {
	d := testDocument()
	table := pipeline.Table{Caption: "=1+1", Unit: "@x", Columns: []pipeline.Column{{Header: "=1+1"}, {Group: "-1", Header: "+84"}}, Notes: []string{"=1+1"}}
	for _, text := range hostileWords {
		table.Rows = append(table.Rows, pipeline.Row{Cells: []pipeline.Cell{words(text), words(text)}})
		d.Blocks = append(d.Blocks, pipeline.Heading{Level: 2, Text: text}, pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: text}}})
	}
	d.Blocks = append(d.Blocks, table)
	data := writtenDocument(t, "hostile", d)
	holdsTexts(t, data)
	for name, sheet := range byLibreOffice(t, csvOfEach, map[string][]byte{"hostile.xlsx": data}) {
		for i, row := range readCSV(t, sheet) {
			if slices.ContainsFunc(row, func(text string) bool {
				return text == "2" && i > 0 || strings.HasPrefix(text, "#") || strings.HasPrefix(text, "Err:")
			}) && strings.Contains(name, "=1") {
				t.Errorf("LibreOffice computed in %s: %q", name, row)
			}
		}
	}
}

// So does whatever is written into a form.
func TestHostileForm(t *testing.T) {
	form := modelsForm(t)
	for _, text := range hostileWords {
		form.Lines = append(form.Lines, map[string]string{"name": text})
	}
	form.Reporter.Name = "=1+1"
	holdsTexts(t, written(t, "hostile-form", form))
}

// holdsTexts holds that the words are in a workbook, as texts that Excel keeps as texts, without what a text must not have.
func holdsTexts(t *testing.T, data []byte) {
	t.Helper()
	file := reopened(t, data)
	found := 0
	for _, sheet := range file.GetSheetList() {
		rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, text := range row {
				if strings.ContainsAny(text, "\x00\x1b\u009b\u202e\u200e") {
					t.Errorf("%s has %q", sheet, text)
				}
				begins := strings.TrimLeft(text, " ")
				if begins == "" || !strings.ContainsAny(begins[:1], "=+-@") && !strings.HasPrefix(begins, "＝") {
					continue
				}
				cell := pipeline.CellName(i+1, j+1)
				formula, err := file.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				kind, err := file.GetCellType(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				style, err := file.GetCellStyle(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if kind != excelize.CellTypeInlineString {
					continue // a number below zero
				}
				if found++; formula != "" || file.Styles.CellXfs.Xf[style].QuotePrefix == nil {
					t.Errorf("%s!%s %q: formula %q, and it is not kept as a text", sheet, cell, text, formula)
				}
			}
		}
	}
	if found < 8 {
		t.Errorf("%d hostile texts found", found)
	}
}

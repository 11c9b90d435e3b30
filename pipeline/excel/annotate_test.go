package excel_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tonghop/pipeline"
)

// sampleFindings are findings of each severity at cells of a province's form.
func sampleFindings() []pipeline.Finding {
	const sheet = "Tổng hợp"
	return []pipeline.Finding{
		{Rule: "whole", Severity: pipeline.Warning, Sentence: "Cả tệp có một điều.", Advice: "Xem lại."},
		{Rule: "unreadable-figure", Severity: pipeline.Error, Sheet: sheet, Cell: "C16", Got: "abc", Expected: "một số",
			Sentence: "Dòng “Xây dựng mới”: ô C16 ghi “abc”, không đọc được là số liệu.", Advice: "Ghi một số nguyên vào ô C16."},
		{Rule: "stock-flow", Severity: pipeline.Warning, Sheet: sheet, Cell: "C16", Sentence: "Ô C16 còn một điều nữa.", Advice: "Xem lại.",
			Causes: []pipeline.Cause{{Code: "part-left-out", Sentence: "Có thể chưa cộng số của Sóc Trăng: 66."}}},
		{Rule: "required-figure", Severity: pipeline.Error, Sheet: sheet, Cell: "H40", Sentence: "Ô H40 còn trống.", Advice: "Ghi số."},
		{Rule: "doubtful", Severity: pipeline.Note, Sheet: sheet, Cell: "D20", Got: "7", Sentence: "Ô D20 đáng xem.", Advice: "Không phải làm gì."},
		{Rule: "elsewhere", Severity: pipeline.Note, Sheet: "Không có", Cell: "A1", Sentence: "Trang không có.", Advice: "Không phải làm gì."},
	}
}

// sampleForm is a province's form, which has notes, drop-downs, protection and merged cells of its own.
func sampleForm(t *testing.T) []byte {
	return written(t, "annotate-form", blank(t, defaults(t), "tong-hop", "ca-mau", "2024-08"))
}

// Cells are coloured, notes stand on them, the list is last and active and leads to the cells.
func TestAnnotate(t *testing.T) {
	data := sampleForm(t)
	out := annotated(t, data, sampleFindings()...)
	keep(t, "annotated-form", out)
	before, file := reopened(t, data), reopened(t, out)
	if names := file.GetSheetList(); names[len(names)-1] != listName || file.GetActiveSheetIndex() != len(names)-1 {
		t.Errorf("sheets %q, active %d", names, file.GetActiveSheetIndex())
	}
	for cell, colour := range map[string]string{"C16": "FFC2BD", "H40": "FFC2BD", "D20": "CCE3F9", "C17": "FFF9E3"} {
		if got := fillAt(t, out, cell); got != colour {
			t.Errorf("%s is filled %s, expected %s", cell, got, colour)
		}
		was, is := styleAt(t, before, "Tổng hợp", cell), styleAt(t, file, "Tổng hợp", cell)
		was.Fill = is.Fill
		if difference := cmp.Diff(was, is); difference != "" {
			t.Errorf("%s has another style beside its fill: %s", cell, difference)
		}
	}
	mustContain(t, "note", noteAt(t, file, "Tổng hợp", "C16"), "tonghop:\nLỖI: Dòng “Xây dựng mới”", "Đang ghi: abc", "Cần là: một số", "→ Ghi một số nguyên", "\n\nCẢNH BÁO: Ô C16 còn một điều nữa.\nCó thể chưa cộng số của Sóc Trăng: 66.\n→ Xem lại")
	if got := noteAt(t, file, "Tổng hợp", "C12"); got != noteAt(t, before, "Tổng hợp", "C12") || got == "" {
		t.Errorf("the form's own note says %q", got)
	}
	if ok, target, err := file.GetCellHyperLink(listName, "C4"); err != nil || !ok || target != "'Tổng hợp'!C16" {
		t.Error(ok, target, err)
	}
	if ok, target, _ := file.GetCellHyperLink(listName, "C9"); ok {
		t.Error("a cell that is not there is linked to", target)
	}
	rows, err := file.GetRows(listName)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, row := range rows[2:] {
		list = append(list, strings.Join(row[:3], "|"))
	}
	if got := strings.Join(list, " "); got != "Mức|Trang|Ô LỖI|Tổng hợp|C16 LỖI|Tổng hợp|H40 CẢNH BÁO|| CẢNH BÁO|Tổng hợp|C16 LƯU Ý|Tổng hợp|D20 LƯU Ý|Không có|A1" {
		t.Error(got)
	}
}

// Parts that the findings do not touch are the same bytes, and what is read is the same.
func TestAnnotateKeepsTheRest(t *testing.T) {
	data := sampleForm(t)
	out := annotated(t, data, sampleFindings()...)
	before, after := parts(t, data), parts(t, out)
	touched := []string{"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
	for name, text := range before {
		if after[name] != text && !slices.Contains(touched, name) {
			t.Errorf("%s is another", name)
		}
	}
	for _, element := range []string{"sheetProtection", "dataValidations", "cols", "conditionalFormatting", "mergeCells", "pageSetup", "sheetFormatPr"} {
		if was, is := elementOf(before["xl/worksheets/sheet1.xml"], element), elementOf(after["xl/worksheets/sheet1.xml"], element); was != is {
			t.Errorf("%s was %q, is %q", element, was, is)
		}
	}
	sameReading(t, data, out)
}

func elementOf(part, name string) string {
	_, rest, found := strings.Cut(part, "<"+name)
	if !found {
		return ""
	}
	if inner, _, found := strings.Cut(rest, "</"+name+">"); found {
		return inner
	}
	inner, _, _ := strings.Cut(rest, ">")
	return inner
}

// sameReading holds that the same is read from two workbooks.
func sameReading(t *testing.T, before, after []byte) {
	t.Helper()
	was, err := annotator(t).Read(before)
	if err != nil {
		t.Fatal(err)
	}
	is, err := annotator(t).Read(after)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(was, is, cmpopts.EquateEmpty(), cmp.AllowUnexported(pipeline.Period{})); difference != "" {
		t.Error(difference)
	}
}

// Annotated again, a workbook has the new findings only: corrected cells are as they were.
func TestAnnotateAgain(t *testing.T) {
	data := sampleForm(t)
	once := annotated(t, data, sampleFindings()...)
	twice := annotated(t, once, sampleFindings()...)
	thrice := parts(t, annotated(t, twice, sampleFindings()...))
	for name, text := range parts(t, twice) {
		if thrice[name] != text {
			t.Errorf("%s grows", name)
		}
	}
	clean := annotated(t, once)
	file := reopened(t, clean)
	if got := file.GetSheetList(); len(got) != 2 {
		t.Errorf("sheets %q", got)
	}
	for _, cell := range []string{"C16", "H40", "D20"} {
		if was, is := fillAt(t, data, cell), fillAt(t, clean, cell); was != is {
			t.Errorf("%s was filled %q, is %q", cell, was, is)
		}
		if note := noteAt(t, file, "Tổng hợp", cell); note != "" {
			t.Errorf("%s still has the note %q", cell, note)
		}
	}
	if boxes := strings.Count(parts(t, clean)["xl/drawings/vmlDrawing1.vml"], "<v:shape "); boxes != strings.Count(parts(t, data)["xl/drawings/vmlDrawing1.vml"], "<v:shape ") {
		t.Errorf("%d boxes of notes", boxes)
	}
	sameReading(t, data, clean)
}

// LibreOffice opens the return, and what it saves is read alike, and can be annotated again.
func TestAnnotateThroughLibreOffice(t *testing.T) {
	data := sampleForm(t)
	saved := byLibreOffice(t, "xlsx", map[string][]byte{"form.xlsx": annotated(t, data, sampleFindings()...)})["form.xlsx"]
	sameReading(t, data, saved)
	if names := sheetNamesOf(t, saved); len(names) != 2 || names[1] != listName {
		t.Errorf("sheets %q", names)
	}
	again := annotated(t, saved, at(pipeline.Warning, "Tổng hợp", "C16"))
	keep(t, "annotated-again", again)
	file := reopened(t, again)
	for cell, colour := range map[string]string{"C16": "FFEB8F", "H40": "", "D20": "D9D9D9"} {
		if got := fillAt(t, again, cell); got != colour {
			t.Errorf("%s is filled %q, expected %q", cell, got, colour)
		}
	}
	if note := noteAt(t, file, "Tổng hợp", "C16"); note != "tonghop:\nCẢNH BÁO: Ô C16 sai.\n→ Sửa ô C16." {
		t.Errorf("note %q", note)
	}
	if note := noteAt(t, file, "Tổng hợp", "H40"); note != "" {
		t.Errorf("note %q", note)
	}
	if names := file.GetSheetList(); len(names) != 2 {
		t.Errorf("sheets %q", names)
	}
	sameReading(t, data, byLibreOffice(t, "xlsx", map[string][]byte{"again.xlsx": again})["again.xlsx"])
}

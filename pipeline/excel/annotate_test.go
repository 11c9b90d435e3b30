package excel_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/templates"
)

// listName is what our sheet is called.
const listName = "Lỗi và cảnh báo"

// annotated writes findings into a workbook of which every part can be kept.
func annotated(t testing.TB, data []byte, findings ...pipeline.Finding) []byte {
	t.Helper()
	out, err := annotator(t).Annotate(data, findings)
	if err != nil {
		t.Fatal(err)
	}
	if len(sheetNamesOf(t, out)) < len(sheetNamesOf(t, data)) {
		t.Fatal("it came back as a workbook of the findings alone")
	}
	return out
}

func sheetNamesOf(t testing.TB, data []byte) []string {
	t.Helper()
	workbook, err := excel.ReadWorkbook(data, defaultCatalog(t).Config.Limits)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range workbook.Sheets {
		names = append(names, s.Name)
	}
	return names
}

// parts returns the parts of a package.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, file := range archive.File {
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		found[file.Name] = string(text)
	}
	return found
}

// sampleFindings are findings of each severity at cells of a province's form.
func sampleFindings() []pipeline.Finding {
	const sheet = "Tổng hợp"
	return []pipeline.Finding{
		{Rule: "unreadable-figure", Severity: pipeline.Error, Sheet: sheet, Cell: "C16", Got: "abc", Expected: "một số",
			Sentence: "Dòng “Xây dựng mới”: ô C16 ghi “abc”, không đọc được là số liệu.", Advice: "Ghi một số nguyên vào ô C16."},
		{Rule: "stock-flow", Severity: pipeline.Warning, Sheet: sheet, Cell: "C16", Sentence: "Ô C16 còn một điều nữa.", Advice: "Xem lại."},
		{Rule: "required-figure", Severity: pipeline.Error, Sheet: sheet, Cell: "H40", Sentence: "Ô H40 còn trống.", Advice: "Ghi số."},
		{Rule: "doubtful", Severity: pipeline.Note, Sheet: sheet, Cell: "D20", Got: "7", Sentence: "Ô D20 đáng xem.", Advice: "Không phải làm gì."},
		{Rule: "whole", Severity: pipeline.Warning, Sentence: "Cả tệp có một điều.", Advice: "Xem lại."},
	}
}

func sampleForm(t *testing.T) []byte {
	return written(t, "annotate-form", blank(t, defaults(t), "tong-hop", "ca-mau", "2024-08"))
}

// TestAnnotate: cells coloured, notes on them, the list last and active, everything else as it was.
func TestAnnotate(t *testing.T) {
	data := sampleForm(t)
	out := annotated(t, data, sampleFindings()...)
	keep(t, "annotated-form", out)
	file := reopened(t, out)
	if names := file.GetSheetList(); names[len(names)-1] != listName || file.GetActiveSheetIndex() != len(names)-1 {
		t.Errorf("sheets %q, active %d", names, file.GetActiveSheetIndex())
	}
	for cell, colour := range map[string]string{"C16": "FFC2BD", "H40": "FFC2BD", "D20": "CCE3F9"} {
		if got := fillAt(t, file, "Tổng hợp", cell); got != colour {
			t.Errorf("%s is filled %s, expected %s", cell, got, colour)
		}
	}
	notes, err := file.GetComments("Tổng hợp")
	if err != nil || len(notes) != 13 {
		t.Fatal(notes, err)
	}
	text := noteAt(notes, "C16")
	mustContain(t, "note", text, "tonghop:", "LỖI: Dòng “Xây dựng mới”", "Đang ghi: abc", "Cần là: một số", "→ Ghi một số nguyên", "CẢNH BÁO: Ô C16 còn một điều nữa")
	ok, target, err := file.GetCellHyperLink(listName, "C4")
	if err != nil || !ok || target != "'Tổng hợp'!C16" {
		t.Error(ok, target, err)
	}
}

func fillAt(t testing.TB, file *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := file.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(style.Fill.Color, " ")
}

func noteAt(notes []excelize.Comment, cell string) string {
	text := ""
	for _, note := range notes {
		if note.Cell == cell {
			text += note.Text
			for _, run := range note.Paragraph {
				text += run.Text
			}
		}
	}
	return text
}

// Parts that the findings do not touch are the same bytes, packed; what is read is the same.
func TestAnnotateKeepsTheRest(t *testing.T) {
	data := sampleForm(t)
	out := annotated(t, data, sampleFindings()...)
	before, after := parts(t, data), parts(t, out)
	touched := []string{"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
	for name, text := range before {
		if after[name] != text && !slices.Contains(touched, name) && !strings.Contains(text, "tabSelected") {
			t.Errorf("%s is another", name)
		}
	}
	reader := annotator(t)
	was, err := reader.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	is, err := reader.Read(out)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(was, is, cmpopts.EquateEmpty(), cmp.AllowUnexported(pipeline.Period{})); difference != "" {
		t.Error(difference)
	}
}

func annotator(t testing.TB) *excel.Reader { return excel.NewReader(defaultCatalog(t), nil) }

func defaultCatalog(t testing.TB) *pipeline.Catalog {
	t.Helper()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

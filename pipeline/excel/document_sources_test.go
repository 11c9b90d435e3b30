package excel_test

import (
	"bytes"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// withSources is a document that ends with where its figures come from; cells say what uploads may say.
func withSources() *pipeline.Document {
	d := testDocument()
	sources := pipeline.Table{Caption: "Nguồn số liệu", Columns: []pipeline.Column{
		{Header: "Dòng", Align: pipeline.Center}, {Header: "Chỉ tiêu"}, {Header: "Số trong báo cáo", Align: pipeline.Right}, {Header: "Ghi trong ô"}, {Header: "Đọc là", Align: pipeline.Right}}}
	sources.Rows = []pipeline.Row{{Kind: pipeline.TotalRow, Cells: []pipeline.Cell{words("1"), words("Mô hình"), sum(exact(7)), {}, {}}}}
	for _, text := range append(hostileWords, strings.Repeat("x", 300)) {
		sources.Rows = append(sources.Rows, pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("2"), words("Mô hình"), {}, words(text), own(hedged(vi.Near, "gần", 7))}})
	}
	d.Supplements = []pipeline.Supplement{{Name: sources.Caption, Blocks: []pipeline.Block{sources}}}
	return d
}

func TestDocumentSources(t *testing.T) {
	t.Parallel()
	data := writtenDocument(t, "sources", withSources())
	file := reopened(t, data)
	sheets := file.GetSheetList()
	last := sheets[len(sheets)-1]
	if last != "Nguồn số liệu" || len(sheets) != len(reopened(t, writtenDocument(t, "report", testDocument())).GetSheetList())+1 {
		t.Fatalf("sheets %q", sheets)
	}
	part := partOf(t, data, "xl/worksheets/sheet"+string(rune('0'+len(sheets)))+".xml")
	mustContain(t, "last sheet", part, `<autoFilter ref="$A$2:$E$19"`, `<pageSetUpPr fitToPage=`, `orientation="landscape"`)
	panes, _ := file.GetPanes(last)
	if !panes.Freeze || panes.YSplit != 2 || panes.XSplit != 0 {
		t.Errorf("panes %+v", panes)
	}
	for _, name := range file.GetDefinedName() {
		if name.Scope == last && name.Name == "_xlnm.Print_Area" && name.RefersTo != "'"+last+"'!$A$1:$E$19" {
			t.Errorf("printed %s", name.RefersTo)
		}
	}
	if width, err := file.GetColWidth(last, "D"); err != nil || width > 50 {
		t.Errorf("a column as wide as an uploaded word: %v %v", width, err)
	}
	if got, _ := beside(t, file, last, "A3", 2, 0); got != "7" {
		t.Errorf("printed %q", got)
	}
	holdsTexts(t, data)
	if !bytes.Equal(data, writtenDocument(t, "sources", withSources())) {
		t.Error("the same document gave other bytes")
	}
}

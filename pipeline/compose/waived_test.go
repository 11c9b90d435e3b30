package compose

import (
	"strings"
	"testing"

	"tonghop/pipeline"
)

// A figure with a finding that was accepted on an explanation bears a mark in tables, and is told in running text.
func TestWaived(t *testing.T) {
	c := catalogue()
	c.Words = map[string]string{"partial-figure": " (thiếu)", "waived-figure": " (đã giải trình)"}
	waived := figure("66", pipeline.Superior)
	waived.Figure.Waived, waived.Figure.MissingParts = true, 1
	unknown := figure("…", pipeline.Own)
	unknown.Figure.Waived = true
	results := pipeline.Results{"q": {Columns: []string{"a"}, Rows: [][]pipeline.Cell{{waived}, {unknown}}}}
	body := strings.Join([]string{"Có {q.a} mô hình.", "", "| A |", "|--:|", "| {q.a} |", "", "> (3) Giải trình."}, "\n")
	document, err := composed(c, order(body), results)
	if err != nil {
		t.Fatal(err)
	}
	table, _ := document.Blocks[2].(pipeline.Table)
	if got, want := table.Rows[0].Cells[0].Mark+" "+table.Rows[1].Cells[0].Mark, "(1)(3) "; got != want {
		t.Errorf("marks %q, want %q", got, want)
	}
	paragraph, _ := document.Blocks[0].(pipeline.Paragraph)
	var text strings.Builder
	for _, inline := range paragraph.Inlines {
		text.WriteString(inline.Text)
		if inline.Figure != nil {
			text.WriteString(inline.Figure.Quantity.Prose())
		}
	}
	if want := "Có 66 (thiếu) (đã giải trình) mô hình."; text.String() != want {
		t.Errorf("told %q, want %q", text.String(), want)
	}
}

package excel

import (
	"fmt"

	"tonghop/pipeline"
)

// tableRow writes a row of a table.
func (s *tableSheet) tableRow(i int, row pipeline.Row) error {
	if len(row.Cells) > len(s.table.Columns) {
		return fmt.Errorf("%d cells for %d columns", len(row.Cells), len(s.table.Columns))
	}
	at, base := s.body+i, cellText
	base.bold = row.Kind != pipeline.PartRow && row.Kind != ""
	for c := range s.table.Columns {
		l := base
		l.across = aligned[s.table.Columns[c].Align]
		if c >= len(row.Cells) {
			s.set(at, c+1, nil, l)
			continue
		}
		s.cell(at, c+1, row.Cells[c], l)
	}
	if row.Kind == pipeline.SectionRow {
		s.section(at)
	}
	return s.sums(i, row)
}

func (s *tableSheet) cell(row, col int, cell pipeline.Cell, l look) {
	if cell.Figure != nil {
		written := s.styles.figure(cell.Figure, cell.Mark, l)
		s.set(row, col, written.value, written.look)
		return
	}
	var value any
	if text := withMark(cleanText(cell.Text), cleanText(cell.Mark)); text != "" {
		value = text
	}
	s.set(row, col, value, l)
}

// section merges the title over the empty cells behind it: a cell with a text of its own is never hidden.
func (s *tableSheet) section(row int) {
	from := 0
	for col := 1; col <= len(s.widths); col++ {
		if s.cells[place{row, col}].value != nil {
			from = col
		}
	}
	if from == 0 {
		return
	}
	title := s.cells[place{row, from}]
	title.look.across = "left"
	s.line(row, from, len(s.widths), title.value, title.look)
}

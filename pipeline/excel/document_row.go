package excel

import "tonghop/pipeline"

// row makes a row of the table.
func (s *tableSheet) row(i int, cells []content) {
	row, base := &s.table.Rows[i], s.cells
	base.bold = row.Kind != pipeline.PartRow && row.Kind != ""
	for c := range s.table.Columns {
		made := &cells[c]
		made.look = base
		made.look.across = aligned[s.table.Columns[c].Align]
		if c >= len(row.Cells) {
			continue
		}
		cell := &row.Cells[c]
		if cell.Figure != nil {
			s.styles.figure(made, cell.Figure, cell.Mark)
			made.formula = s.sum(row, c)
		} else if text := withMark(cleanText(cell.Text), cleanText(cell.Mark)); text != "" {
			made.value = text
		}
	}
	if row.Kind == pipeline.SectionRow {
		cells[sectionTitle(*row)].look.across = "left"
	}
}

// sections merges the titles of sections over the empty cells behind them: a cell with a text of its own is never hidden.
func (s *tableSheet) sections() {
	for i, row := range s.table.Rows {
		if row.Kind != pipeline.SectionRow {
			continue
		}
		if at, last := sectionTitle(row), len(s.table.Columns); at+1 < last {
			s.merges = append(s.merges, area{place{s.body + i, at + 1}, place{s.body + i, last}})
		}
	}
}

// sectionTitle is the cell with the title of a section: the last that says anything.
func sectionTitle(row pipeline.Row) int {
	for c := len(row.Cells) - 1; c > 0; c-- {
		if cell := row.Cells[c]; cell.Figure != nil || cleanText(cell.Text)+cleanText(cell.Mark) != "" {
			return c
		}
	}
	return 0
}

package pdf

import (
	"fmt"

	"tonghop/pipeline"
)

// cell is a cell of a table, measured; its size and width come later.
type cell struct {
	column, span int
	words        []word
	mark         piece // the raised mark behind its text
	align        align
	title        bool // of a section row: a text that may span
}

// rowCells measures a row.
func rowCells(t *pipeline.Table, index int) ([]cell, error) {
	r := &t.Rows[index]
	if len(r.Cells) > len(t.Columns) {
		return nil, fmt.Errorf("table %q: row %d has %d cells for %d columns", t.Caption, index+1, len(r.Cells), len(t.Columns))
	}
	st := rowStyle(r.Kind)
	cells := make([]cell, len(t.Columns))
	for i := range cells {
		cells[i] = cell{column: i, span: 1, align: t.Columns[i].Align}
		if i < len(r.Cells) {
			cells[i].fill(&r.Cells[i], st)
		}
	}
	if r.Kind == pipeline.SectionRow {
		return spanned(cells, r.Cells), nil
	}
	return cells, nil
}

func rowStyle(k pipeline.RowKind) style {
	switch k {
	case pipeline.SectionRow, pipeline.SubtotalRow, pipeline.TotalRow:
		return bold
	case pipeline.DeclaredRow:
		return bold | italic
	}
	return regular
}

// fill takes in what the cell holds. A figure is one word, as in running text.
func (c *cell) fill(src *pipeline.Cell, st style) {
	if src.Figure != nil {
		var s speller
		s.room("")
		s.solid(clean(src.Figure.Quantity.String()), st)
		c.words = s.words
	} else {
		c.words = wordsOf(src.Text, st)
	}
	if src.Mark != "" {
		c.mark = newPiece(oneLine(src.Mark), st&italic)
	}
}

// spanned lets the texts of a section row run over the empty cells beside them, so that a title never wraps in the
// narrow column of the ordinal. A figure keeps its column.
func spanned(cells []cell, src []pipeline.Cell) []cell {
	var out []cell
	for _, c := range cells {
		var last *cell
		if len(out) > 0 {
			last = &out[len(out)-1]
		}
		empty := len(c.words) == 0
		c.title = !empty && src[c.column].Figure == nil
		switch {
		case last == nil:
			out = append(out, c)
		case empty && (last.title || len(last.words) == 0):
			last.span++
		case c.title && len(last.words) == 0 && last.column == 0:
			c.column, c.span = 0, last.span+1 // only empty cells stand before it
			*last = c
		default:
			out = append(out, c)
		}
	}
	for i := range out {
		if out[i].title && out[i].span > 1 {
			out[i].align = pipeline.Left
		}
	}
	return out
}

// markUnits is the room that the mark needs, in units of the cell's size.
func (c *cell) markUnits() int {
	if c.mark.units == 0 {
		return 0
	}
	return int(float64(c.mark.units)*raisedSize) + markGap
}

// markGap keeps a mark off the text before it, in thousandths of the size.
const markGap = 60

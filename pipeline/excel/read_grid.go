package excel

import (
	"cmp"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

type position struct{ row, column int }

// grid answers by row and column for a sheet, whose rows and cells ascend. Texts are made when they are first asked for.
type grid struct {
	sheet  *pipeline.Sheet
	seen   [][]seen // as the sheet's rows and their cells, as far as they were asked for
	last   int      // the index of the row that was asked for last: most questions are about one row
	merges merges   // of the form's sheet only
}

// seen is what stands in a cell, the same folded, and as a header.
type seen struct {
	text, folded, header        string
	hasText, hasFold, hasHeader bool
}

// newGrid costs nothing, however large the sheet is.
func newGrid(sheet *pipeline.Sheet) *grid { return &grid{sheet: sheet} }

// height is the number of the last row that holds something.
func (g *grid) height() int {
	if len(g.sheet.Rows) == 0 {
		return 0
	}
	return g.sheet.Rows[len(g.sheet.Rows)-1].Number
}

// width is the last column that holds something, in rows up to one.
func (g *grid) width(last int) int {
	width := 0
	for i := range g.sheet.Rows {
		row := &g.sheet.Rows[i]
		if row.Number > last {
			break
		}
		if len(row.Cells) > 0 {
			width = max(width, row.Cells[len(row.Cells)-1].Column)
		}
	}
	return width
}

// index finds a row that holds something.
func (g *grid) index(row int) (int, bool) {
	rows := g.sheet.Rows
	for i := g.last; i < min(g.last+2, len(rows)); i++ {
		if rows[i].Number == row {
			g.last = i
			return i, true
		}
	}
	i, ok := slices.BinarySearchFunc(rows, row, func(r pipeline.SheetRow, row int) int { return cmp.Compare(r.Number, row) })
	if ok {
		g.last = i
	}
	return i, ok
}

// row returns the cells of a row.
func (g *grid) row(number int) []pipeline.SheetCell {
	i, ok := g.index(number)
	if !ok {
		return nil
	}
	return g.sheet.Rows[i].Cells
}

// find returns where a cell stands among those of its row.
func (g *grid) find(row, column int) (i, j int, ok bool) {
	i, ok = g.index(row)
	if !ok {
		return 0, 0, false
	}
	cells := g.sheet.Rows[i].Cells
	if j := column - 1; j >= 0 && j < len(cells) && cells[j].Column == column {
		return i, j, true
	}
	j, ok = slices.BinarySearchFunc(cells, column, func(c pipeline.SheetCell, column int) int { return cmp.Compare(c.Column, column) })
	return i, j, ok
}

// cell returns a cell, nil for one that holds nothing.
func (g *grid) cell(row, column int) *pipeline.SheetCell {
	i, j, ok := g.find(row, column)
	if !ok {
		return nil
	}
	return &g.sheet.Rows[i].Cells[j]
}

// see returns the place for what stands in a cell, and the cell; nil for none.
func (g *grid) see(row, column int) (*seen, *pipeline.SheetCell) {
	i, j, ok := g.find(row, column)
	if !ok {
		return nil, nil
	}
	cells := g.sheet.Rows[i].Cells
	for len(g.seen) <= i {
		g.seen = append(g.seen, nil)
	}
	if g.seen[i] == nil {
		g.seen[i] = make([]seen, len(cells))
	}
	return &g.seen[i][j], &cells[j]
}

// text returns what is seen in the cell itself, NFC and trimmed.
func (g *grid) text(row, column int) string {
	s, cell := g.see(row, column)
	if cell == nil {
		return ""
	}
	if !s.hasText {
		s.text, s.hasText = strings.TrimSpace(visible(vi.NFC(shownRaw(cell)))), true
	}
	return s.text
}

// first returns the cell that is seen in a place: the first of the merge that covers it, else itself.
func (g *grid) first(row, column int) position {
	if area, ok := g.merges.at(row, column); ok {
		return position{area.Top, area.Left}
	}
	return position{row, column}
}

// shown returns what a person sees in the place: the text of the merge that covers it, else its own.
func (g *grid) shown(row, column int) string {
	at := g.first(row, column)
	return g.text(at.row, at.column)
}

// fold returns what a person sees in the place, folded.
func (g *grid) fold(row, column int) string {
	at := g.first(row, column)
	s, cell := g.see(at.row, at.column)
	if cell == nil {
		return ""
	}
	if !s.hasFold {
		s.folded, s.hasFold = foldLabel(g.text(at.row, at.column)), true
	}
	return s.folded
}

// rightOf returns the first text to the right of a cell and where it is.
func (g *grid) rightOf(row, column int) (string, position) {
	for _, cell := range g.row(row) {
		if cell.Column <= column {
			continue
		}
		if text := g.text(row, cell.Column); text != "" {
			return text, position{row, cell.Column}
		}
	}
	return "", position{row, column}
}

package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

type position struct{ row, column int }

// grid answers by row and column for a sheet.
type grid struct {
	sheet   *pipeline.Sheet
	cells   map[position]*pipeline.SheetCell
	covered map[position]position // cells under a merge, to its first cell
	texts   map[position]string   // what stands in cells, and the same folded, made when it was first asked for
	folded  map[position]string
	width   int
	height  int
}

// maxMerged bounds the cells that merges may cover and still be followed; titles and headers are far smaller.
const maxMerged = 10_000

func newGrid(sheet *pipeline.Sheet) *grid {
	g := &grid{sheet: sheet, cells: map[position]*pipeline.SheetCell{}, covered: map[position]position{}, texts: map[position]string{}, folded: map[position]string{}}
	for i := range sheet.Rows {
		row := &sheet.Rows[i]
		g.height = row.Number
		for j := range row.Cells {
			g.cells[position{row.Number, row.Cells[j].Column}] = &row.Cells[j]
			g.width = max(g.width, row.Cells[j].Column)
		}
	}
	for _, area := range sheet.Merges {
		g.cover(area)
	}
	return g
}

// cover notes a merge, unless it covers more than any form merges.
func (g *grid) cover(area pipeline.Area) {
	if (area.Bottom-area.Top+1)*(area.Right-area.Left+1) > maxMerged-len(g.covered) {
		return
	}
	for row := area.Top; row <= area.Bottom; row++ {
		for column := area.Left; column <= area.Right; column++ {
			g.covered[position{row, column}] = position{area.Top, area.Left}
		}
	}
}

// text returns what is seen in the cell itself, NFC and trimmed.
func (g *grid) text(row, column int) string {
	at := position{row, column}
	cell := g.cells[at]
	if cell == nil {
		return ""
	}
	text, ok := g.texts[at]
	if !ok {
		text = strings.TrimSpace(visible(vi.NFC(shownRaw(cell))))
		g.texts[at] = text
	}
	return text
}

// first returns the cell that is seen in a place: the first of the merge that covers it, else itself.
func (g *grid) first(row, column int) position {
	if first, ok := g.covered[position{row, column}]; ok {
		return first
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
	if g.cells[at] == nil {
		return ""
	}
	folded, ok := g.folded[at]
	if !ok {
		folded = vi.Fold(g.text(at.row, at.column))
		g.folded[at] = folded
	}
	return folded
}

// rightOf returns the first text to the right of a cell and where it is.
func (g *grid) rightOf(row, column int) (string, position) {
	for c := column + 1; c <= g.width; c++ {
		if text := g.text(row, c); text != "" {
			return text, position{row, c}
		}
	}
	return "", position{row, column}
}

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
	width   int
	height  int
}

// maxMerged bounds the cells that a merge may cover and still be followed; titles and headers are far smaller.
const maxMerged = 10_000

func newGrid(sheet *pipeline.Sheet) *grid {
	g := &grid{sheet: sheet, cells: map[position]*pipeline.SheetCell{}, covered: map[position]position{}}
	for i := range sheet.Rows {
		row := &sheet.Rows[i]
		g.height = row.Number
		for j := range row.Cells {
			g.cells[position{row.Number, row.Cells[j].Column}] = &row.Cells[j]
			g.width = max(g.width, row.Cells[j].Column)
		}
	}
	left := maxMerged
	for _, area := range sheet.Merges {
		left -= (area.Bottom - area.Top + 1) * (area.Right - area.Left + 1)
		if left < 0 {
			break
		}
		for row := area.Top; row <= area.Bottom; row++ {
			for column := area.Left; column <= area.Right; column++ {
				g.covered[position{row, column}] = position{area.Top, area.Left}
			}
		}
	}
	return g
}

// text returns what stands in the cell itself, NFC and trimmed.
func (g *grid) text(row, column int) string {
	cell := g.cells[position{row, column}]
	if cell == nil {
		return ""
	}
	return strings.TrimSpace(vi.NFC(cell.Raw))
}

// shown returns what a person sees in the place: the text of the merge that covers it, else its own.
func (g *grid) shown(row, column int) string {
	if first, ok := g.covered[position{row, column}]; ok {
		return g.text(first.row, first.column)
	}
	return g.text(row, column)
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

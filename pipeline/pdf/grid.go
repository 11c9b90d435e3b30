package pdf

import "tonghop/pipeline"

const (
	cellPadding  = 0.11 // at both sides of a cell, in millimetres for each point of its size
	cellLeading  = 0.7  // above and below its text
	tableSize    = 12.0
	pleasantSize = 9.0
	smallestSize = 6.0 // where even that is too wide, words are torn
)

// grid is a measured table: its cells, its columns' widths, its size of type.
type grid struct {
	sheet  sheet
	rows   [][]cell
	heads  []cell // the header of each column
	groups []cell // the cells above them, spanning; empty where the table has no groups
	size   float64
	left   []float64 // of each column, and the right edge of the last
	marks  []int     // the room for marks in each column, in thousandths of the size
}

// newGrid measures each cell once; a smaller size only scales what was measured.
func newGrid(t *pipeline.Table, s sheet) (*grid, error) {
	g := &grid{sheet: s, rows: make([][]cell, len(t.Rows)), marks: make([]int, len(t.Columns))}
	for i := range t.Rows {
		cells, err := rowCells(t, i)
		if err != nil {
			return nil, err
		}
		g.rows[i] = cells
	}
	g.header(t.Columns)
	g.fit(t.Columns, g.extents())
	return g, nil
}

// extents are the widths of a column's texts, in thousandths of the size.
type extents struct {
	longest []int // the longest word
	name    []int // the longest text that should stay on one line, and word
	natural []int // the longest text
}

// nameUnits is the longest text that counts as a name and is kept on one line where there is room.
const nameUnits = 8500

func (g *grid) extents() extents {
	for _, row := range g.rows {
		for i := range row {
			g.marks[row[i].column] = max(g.marks[row[i].column], row[i].markUnits())
		}
	}
	n := len(g.marks)
	e := extents{make([]int, n), make([]int, n), make([]int, n)}
	for _, row := range g.rows {
		for i := range row {
			e.add(&row[i], g.marks, nameUnits)
		}
	}
	for i := range g.heads {
		e.add(&g.heads[i], g.marks, 0)
	}
	for i := range g.groups {
		widen(&g.groups[i], e.longest)
		widen(&g.groups[i], e.name)
	}
	return e
}

func (e *extents) add(c *cell, marks []int, name int) {
	if c.span > 1 {
		return
	}
	i := c.column
	word, text := extent(c.words)
	word, text = word+marks[i], text+marks[i]
	e.longest[i] = max(e.longest[i], word)
	e.natural[i] = max(e.natural[i], text)
	e.name[i] = max(e.name[i], word)
	if text <= name {
		e.name[i] = max(e.name[i], text)
	}
}

// widen makes room for a group's longest word: its columns share what they lack.
func widen(c *cell, units []int) {
	need, _ := extent(c.words)
	columns := units[c.column : c.column+c.span]
	for _, have := range columns {
		need -= have
	}
	for i := range columns {
		columns[i] += max(0, need+c.span-1) / c.span
	}
}

// fit chooses the largest size at which names stay whole, down to the smallest that is pleasant to read; then the
// largest at which words do.
func (g *grid) fit(columns []pipeline.Column, e extents) {
	weights := weights(columns, e.natural)
	for g.size = tableSize; g.size >= pleasantSize; g.size-- {
		if g.share(e.name, weights) {
			return
		}
	}
	for g.size = pleasantSize; !g.share(e.longest, weights) && g.size > smallestSize; {
		g.size--
	}
}

// share places the columns' edges for texts so wide at the grid's size; false where the sheet is too narrow.
func (g *grid) share(units []int, weights []float64) bool {
	needs := make([]float64, len(units))
	for i, u := range units {
		needs[i] = mmOf(u+1, g.size) + 2*g.padding()
	}
	widths, ok := shares(needs, weights, g.sheet.textWidth())
	g.edges(widths)
	return ok
}

// padding is the room at both sides of a cell.
func (g *grid) padding() float64 { return cellPadding * g.size }

func (g *grid) edges(widths []float64) {
	g.left = []float64{leftMargin}
	for _, w := range widths {
		g.left = append(g.left, g.left[len(g.left)-1]+w)
	}
}

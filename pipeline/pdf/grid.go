package pdf

import "tonghop/pipeline"

const (
	cellPadding  = 0.11 // at both sides of a cell, in millimetres for each point of its size
	cellLeading  = 0.7  // above and below its text
	tableSize    = 12.0
	readableSize = 9.0    // the smallest; a table that is too wide in it goes onto pages that lie, or is cut
	smallestSize = 6.0    // of a column that is too wide alone
	longestWord  = 20_000 // a longer one is torn: the longest that a table is turned or cut for, in thousandths of the size
)

// grid is a measured table: its cells, its columns' widths, its size of type.
type grid struct {
	table  *pipeline.Table
	sheet  sheet
	rows   [][]cell
	heads  []cell // the header of each column
	groups []cell // the cells above them, spanning; empty where the table has no groups
	size   float64
	left   []float64 // of each column, and the right edge of the last
	marks  []int     // the room for marks in each column, in thousandths of the size
	extents
}

// newGrid measures each cell once; a smaller size only scales what was measured.
func newGrid(t *pipeline.Table) (*grid, error) {
	g := &grid{table: t, rows: make([][]cell, len(t.Rows)), marks: make([]int, len(t.Columns))}
	for i := range t.Rows {
		cells, err := rowCells(t, i)
		if err != nil {
			return nil, err
		}
		g.rows[i] = cells
	}
	g.header(t.Columns)
	g.extents = g.measure()
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

func (g *grid) measure() extents {
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
	word, text = min(word+marks[i], longestWord), text+marks[i]
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

// fit chooses the largest size at which names stay whole on a sheet, else the smallest readable one if words do; false where they do not.
func (g *grid) fit(s sheet) bool {
	g.sheet = s
	weights := weights(g.table.Columns, g.natural)
	for g.size = tableSize; g.size >= readableSize; g.size-- {
		if g.share(g.name, weights) {
			return true
		}
	}
	g.size = readableSize
	return g.share(g.longest, weights)
}

// squeeze makes a column fit that is too wide alone.
func (g *grid) squeeze() {
	weights := weights(g.table.Columns, g.natural)
	for !g.share(g.longest, weights) && g.size > smallestSize {
		g.size--
	}
}

// resize sets a grid that fits in a smaller size.
func (g *grid) resize(size float64) {
	if g.size = size; !g.share(g.name, weights(g.table.Columns, g.natural)) {
		g.share(g.longest, weights(g.table.Columns, g.natural))
	}
}

// share places the columns' edges for texts so wide at the grid's size; false where the sheet is too narrow.
func (g *grid) share(units []int, weights []float64) bool {
	needs := make([]float64, len(units))
	for i, u := range units {
		needs[i] = columnNeed(u, g.size)
	}
	widths, ok := shares(needs, weights, g.sheet.textWidth())
	g.edges(widths)
	return ok
}

// columnNeed is the width of a column for a text.
func columnNeed(units int, size float64) float64 { return mmOf(units+1, size) + 2*cellPadding*size }

// padding is the room at both sides of a cell.
func (g *grid) padding() float64 { return cellPadding * g.size }

func (g *grid) edges(widths []float64) {
	g.left = []float64{leftMargin}
	for _, w := range widths {
		g.left = append(g.left, g.left[len(g.left)-1]+w)
	}
}

package excel

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// place is a cell's row and column, both from 1.
type place struct{ row, col int }

func (p place) String() string {
	name, err := excelize.CoordinatesToCellName(p.col, p.row)
	if err != nil { // beyond the sheet: excelize says so when it is written
		return fmt.Sprintf("row %d, column %d", p.row, p.col)
	}
	return name
}

// area is a rectangle of cells, both corners included.
type area struct{ from, to place }

func (a area) String() string {
	if a.from == a.to {
		return a.from.String()
	}
	return a.from.String() + ":" + a.to.String()
}

// absolute writes the area with its sheet, as names and charts need it.
func (a area) absolute(sheet string) string {
	dollar := func(p place) string {
		column, _ := excelize.ColumnNumberToName(p.col)
		return fmt.Sprintf("$%s$%d", column, p.row)
	}
	if a.from == a.to {
		return quoteSheet(sheet) + "!" + dollar(a.from)
	}
	return quoteSheet(sheet) + "!" + dollar(a.from) + ":" + dollar(a.to)
}

// content is what stands in a cell: nothing, a text, runs of text, or a number; a formula has a text or a number as its result.
type content struct {
	value   any // nil, string, []textRun, int64 or float64
	formula string
	look    look
}

// textRun is a piece of a cell's text in a font of its own.
type textRun struct {
	text         string
	size         float64
	bold, italic bool
}

func runsText(runs []textRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// text returns the words of a content, for measuring.
func (c content) text() string {
	switch value := c.value.(type) {
	case string:
		return value
	case []textRun:
		return runsText(value)
	}
	return ""
}

// canvas is a sheet before it is written: the file has rows in order, while sheets are easier laid out cell by cell.
type canvas struct {
	name      string
	widths    []float64 // of the columns, in characters
	cells     map[place]content
	heights   map[int]float64 // of rows that are not fitted to their texts
	merges    []area
	merged    map[place]place // the merges' last cells by their first, once the rows are fitted
	stretches []stretch       // in order
	rows      int
	landscape bool
	prose     bool   // running text, printed in its true size
	starts    bool   // begins the body or an annex, which have page numbers of their own, none on the first page
	draft     bool   // bears the mark of drafts on every page
	mark      string // printed on every page
	frozen    place  // the first cell that scrolls; zero for none
	titles    [2]int // first and last row repeated on every page
	cursor    place  // the cell that is selected when the sheet opens
	extras    []func(*excelize.File) error
}

// stretch is a run of rows that are made as they are written, for there may be thousands. They are fitted to their texts, and merges of
// theirs are given beforehand, as the format wants them.
type stretch struct {
	from, count int
	fill        func(i int, cells []content)
}

func newCanvas(name string, widths []float64) *canvas {
	return &canvas{name: name, widths: widths, cells: map[place]content{}, heights: map[int]float64{}}
}

// set puts a content into a cell.
func (c *canvas) set(row, col int, value any, l look) place {
	at := place{row, col}
	c.cells[at] = content{value: value, look: l}
	c.rows = max(c.rows, row)
	return at
}

// span puts a content into a rectangle of merged cells, all of one look, so that borders go round.
func (c *canvas) span(a area, value any, l look) place {
	for row := a.from.row; row <= a.to.row; row++ {
		for col := a.from.col; col <= a.to.col; col++ {
			c.set(row, col, nil, l)
		}
	}
	if a.from != a.to {
		c.merges = append(c.merges, a)
	}
	return c.set(a.from.row, a.from.col, value, l)
}

// line puts a content across columns of one row.
func (c *canvas) line(row, fromCol, toCol int, value any, l look) place {
	return c.span(area{place{row, fromCol}, place{row, toCol}}, value, l)
}

// tall puts a text across columns and as many rows as it needs, at least so many; it returns the row after it. A row has
// a greatest height, and a page breaks between rows only, so that a long text takes several.
func (c *canvas) tall(row, fromCol, toCol, atLeast int, value any, l look) (next int) {
	need := textPoints(content{value: value}.text(), l.size, l.bold, c.pixels(fromCol, toCol)-4)
	rows, height := atLeast, l.size*leading+2
	if need > float64(rows)*height {
		if rows == 1 && need <= maxRowPoints {
			height = need
		} else {
			rows = int(math.Ceil(need / height))
		}
	}
	for r := row; r < row+rows; r++ {
		c.heights[r] = height
	}
	c.span(area{place{row, fromCol}, place{row + rows - 1, toCol}}, value, l)
	return row + rows
}

// stretch puts rows that are made as they are written below all others.
func (c *canvas) stretch(from, count int, fill func(i int, cells []content)) {
	c.stretches = append(c.stretches, stretch{from, count, fill})
	c.rows = max(c.rows, from+count-1)
}

// pixels is the width of columns together.
func (c *canvas) pixels(fromCol, toCol int) float64 {
	width := 0.0
	for col := fromCol; col <= toCol && col <= len(c.widths); col++ {
		width += c.widths[col-1]
	}
	return pixels(width)
}

// also adds something that is done to the sheet before its rows are streamed: comments, drop-downs, links, charts.
func (c *canvas) also(extra func(*excelize.File) error) { c.extras = append(c.extras, extra) }

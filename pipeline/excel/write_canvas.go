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

// content is what stands in a cell: nothing, a text, runs of text, or a number; a formula has one of these as its result.
type content struct {
	value   any // nil, string, []excelize.RichTextRun, int64 or float64
	formula string
	look    look
}

// text returns the words of a content, for measuring.
func (c content) text() string {
	switch value := c.value.(type) {
	case string:
		return value
	case []excelize.RichTextRun:
		var b strings.Builder
		for _, run := range value {
			b.WriteString(run.Text)
		}
		return b.String()
	}
	return ""
}

// canvas is a sheet before it is streamed: the stream takes rows in order and once only, while sheets are easier laid
// out cell by cell.
type canvas struct {
	name      string
	widths    []float64 // of the columns, in characters
	cells     map[place]content
	heights   map[int]float64 // of rows that are not fitted to their texts
	merges    []area
	rows      int
	listed    [][]content // rows below those, as they are: heights has those that are not of one line
	landscape bool
	prose     bool   // running text, printed in its true size
	starts    bool   // begins the body or an annex, which have page numbers of their own, none on the first page
	frozen    place  // the first cell that scrolls; zero for none
	titles    [2]int // first and last row repeated on every page
	cursor    place  // the cell that is selected when the sheet opens
	extras    []func(*excelize.File) error
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

// last is the last row.
func (c *canvas) last() int { return c.rows + len(c.listed) }

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

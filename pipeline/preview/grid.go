package preview

import (
	"strings"

	"tonghop/pipeline"
)

// gridded is a table that is being drawn.
type gridded struct {
	widths []int // of the columns
	rows   []gridRow
}

// gridRow is a row of cells, each over one column or several.
type gridRow struct {
	cells []gridCell
	ruled bool   // a line below it
	blank []bool // columns under which that line is not drawn; nil: none
}

type gridCell struct {
	lines []string
	span  int
	align pipeline.Align
}

// add wraps a text into the next columns.
func (r *gridRow) add(g *gridded, text string, span int, align pipeline.Align) {
	at := 0
	for _, cell := range r.cells {
		at += cell.span
	}
	r.cells = append(r.cells, gridCell{folded(text, g.across(at, span)), span, align})
}

// across is the room of neighbouring columns.
func (g *gridded) across(at, span int) int {
	return sum(g.widths[at:at+span]) + 3*(span-1)
}

func (r *gridRow) height() int {
	height := 1
	for _, cell := range r.cells {
		height = max(height, len(cell.lines))
	}
	return height
}

// edges tells at which of its columns' left sides, and at its right, a row has a line.
func (r *gridRow) edges(columns int) []bool {
	edges := make([]bool, columns+1)
	at := 0
	for _, cell := range r.cells {
		edges[at] = true
		at += cell.span
	}
	edges[at] = true
	return edges
}

func (g *gridded) draw() []string {
	none := make([]bool, len(g.widths)+1)
	above, lines := none, []string(nil)
	lines = append(lines, g.rule(none, g.rows[0].edges(len(g.widths)), nil))
	for i := range g.rows {
		lines = append(lines, g.texts(&g.rows[i])...)
		above = g.rows[i].edges(len(g.widths))
		if i+1 < len(g.rows) && g.rows[i].ruled {
			lines = append(lines, g.rule(above, g.rows[i+1].edges(len(g.widths)), g.rows[i].blank))
		}
	}
	return append(lines, g.rule(above, none, nil))
}

// texts are the lines of a row, its cells set as they are aligned.
func (g *gridded) texts(r *gridRow) []string {
	lines := make([]string, r.height())
	for i := range lines {
		at := 0
		for _, cell := range r.cells {
			text, room := "", g.across(at, cell.span)
			if i < len(cell.lines) {
				text = cell.lines[i]
			}
			left := 0
			switch cell.align {
			case pipeline.Right:
				left = room - long(text)
			case pipeline.Center:
				left = (room - long(text)) / 2
			}
			lines[i] += "│ " + padded(strings.Repeat(" ", max(0, left))+text, room) + " "
			at += cell.span
		}
		lines[i] += "│"
	}
	return lines
}

// corners are where lines meet, by those that come from above 1, below 2, left 4 and right 8.
var corners = [16]string{3: "│", 5: "┘", 6: "┐", 7: "┤", 9: "└", 10: "┌", 11: "├", 12: "─", 13: "┴", 14: "┬", 15: "┼"}

// rule draws the line between two rows, that have lines at their edges.
func (g *gridded) rule(above, below, blank []bool) string {
	var b strings.Builder
	drawn := func(column int) bool {
		return column >= 0 && column < len(g.widths) && (blank == nil || !blank[column])
	}
	for at := range len(g.widths) + 1 {
		meets := 0
		for i, comes := range []bool{above[at], below[at], drawn(at - 1), drawn(at)} {
			if comes {
				meets |= 1 << i
			}
		}
		b.WriteString(corners[meets])
		if at < len(g.widths) {
			sign := " "
			if drawn(at) {
				sign = "─"
			}
			b.WriteString(strings.Repeat(sign, g.widths[at]+2))
		}
	}
	return b.String()
}

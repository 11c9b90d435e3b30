package excel

import (
	"fmt"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// mark is a cell that findings are about.
type mark struct {
	at       position
	severity pipeline.Severity // of the worst
	note     string
	full     bool   // nothing more goes into the note
	fill     string // the cell's own, as plainFill writes it; known when its sheet is written
}

// sheetMarker goes through a sheet and gives cells their colours: marks must stand in order of rows and columns.
type sheetMarker struct {
	*scanner
	styles  *styleSheet
	marks   []*mark
	earlier map[position]string // cells that were coloured before, and the fills that they had
	clean   bool                // the sheet comes from a return: take our colours off its cells
	edits   []edit
	columns []columnStyle

	drawnAt  int    // where an element that names a drawing of notes may stand
	legacyID string // of the drawing of notes that is there
	related  string // the prefix of the name space of relationships, with its colon; "" for none
}

// columnStyle is what a sheet says of a run of columns.
type columnStyle struct {
	first, last, style int
	width              float64
}

// beforeNotes are the elements of a sheet that stand before the drawing of its notes.
var beforeNotes = map[string]bool{"sheetPr": true, "dimension": true, "sheetViews": true, "sheetFormatPr": true, "cols": true, "sheetData": true, "sheetCalcPr": true,
	"sheetProtection": true, "protectedRanges": true, "scenarios": true, "autoFilter": true, "sortState": true, "dataConsolidate": true,
	"customSheetViews": true, "mergeCells": true, "phoneticPr": true, "conditionalFormatting": true, "dataValidations": true,
	"hyperlinks": true, "printOptions": true, "pageMargins": true, "pageSetup": true, "headerFooter": true, "rowBreaks": true, "colBreaks": true,
	"customProperties": true, "cellWatches": true, "ignoredErrors": true, "smartTags": true, "drawing": true}

// run reads the sheet and collects the edits.
func (m *sheetMarker) run() error {
	return m.document("worksheet", func() error {
		m.related = m.declares(spacesOf(m.root).relations)
		return m.each(func() error {
			var err error
			switch m.name {
			case "sheetViews":
				err = m.each(m.deselect)
			case "cols":
				err = m.each(m.readColumn)
			case "sheetData":
				err = m.rows()
			case "legacyDrawing":
				m.legacyID = m.attr("id")
			}
			before := beforeNotes[m.name]
			if m.kind == opens && err == nil {
				err = m.skip()
			}
			if before {
				m.drawnAt = m.at
			}
			return err
		})
	})
}

// deselect takes a sheet from those that are selected: only our own is.
func (m *sheetMarker) deselect() error {
	if from, to, ok := attrAt(m.part[m.from:m.at], "tabSelected"); ok {
		m.edits = append(m.edits, edit{m.from + from, m.from + to, "0"})
	}
	return nil
}

func (m *sheetMarker) readColumn() error {
	c := columnStyle{}
	c.first, _ = strconv.Atoi(m.attr("min")) // what is no number is no column of any cell
	c.last, _ = strconv.Atoi(m.attr("max"))
	c.style, _ = index(m.attr("style"), len(m.styles.ours))
	c.width, _ = strconv.ParseFloat(m.attr("width"), 64)
	if len(m.columns) < maxColumn {
		m.columns = append(m.columns, c)
	}
	return nil
}

// rows goes through the rows; those that are marked and not there are put between.
func (m *sheetMarker) rows() error {
	for last := 0; ; {
		if err := m.next(); err != nil {
			return err
		}
		if m.kind == closes {
			if rows := m.newRows(maxRow + 1); rows != "" {
				m.edits = append(m.edits, m.closing().with(rows))
			}
			return nil
		}
		row, err := m.rowHead(last)
		if err != nil {
			return err
		}
		last = row.Number
		if rows := m.newRows(row.Number); rows != "" {
			m.edits = append(m.edits, edit{m.from, m.from, rows})
		}
		if err := m.cells(row.Number); err != nil {
			return err
		}
	}
}

// newRows writes the marked rows above a row.
func (m *sheetMarker) newRows(above int) string {
	var out strings.Builder
	for len(m.marks) > 0 && m.marks[0].at.row < above {
		row := m.marks[0].at.row
		fmt.Fprintf(&out, `<%srow r="%d">%s</%srow>`, m.prefix, row, m.newCells(row, maxColumn+1, -1), m.prefix)
	}
	return out.String()
}

// newCells writes the marked cells of a row that stand left of a column; own is the row's style, -1 for none.
func (m *sheetMarker) newCells(row, before, own int) string {
	var out strings.Builder
	for len(m.marks) > 0 && m.marks[0].at.row == row && m.marks[0].at.column < before {
		column := m.marks[0].at.column
		style := own
		if style < 0 {
			style = m.columnStyle(column)
		}
		fmt.Fprintf(&out, `<%sc r="%s" s="%d"/>`, m.prefix, pipeline.CellName(row, column), m.paint(style))
	}
	return out.String()
}

// columnStyle is the style of cells of a column that are not there.
func (m *sheetMarker) columnStyle(column int) int {
	for _, c := range m.columns {
		if c.first <= column && column <= c.last {
			return c.style
		}
	}
	return 0
}

// cells goes through the cells of the row that was just opened.
func (m *sheetMarker) cells(row int) error {
	own := -1
	if tag := m.part[m.from:m.at]; isTrue(getAttr(tag, "customFormat")) {
		own, _ = index(getAttr(tag, "s"), len(m.styles.ours))
	}
	head := span{from: m.from, to: m.at}
	grown := false
	insert := func(before int, where func(string) edit) {
		if cells := m.newCells(row, before, own); cells != "" {
			m.edits, grown = append(m.edits, where(cells)), true
		}
	}
	here := func(cells string) edit { return edit{m.from, m.from, cells} }
	for column := 0; ; {
		if err := m.next(); err != nil {
			return err
		}
		if m.kind == closes {
			insert(maxColumn+1, m.closing().with)
			m.widen(head, grown)
			return nil
		}
		if m.own && m.name == "c" {
			cell := pipeline.SheetCell{Column: column + 1}
			var c xmlCell
			c.setAttrs(m.attrs)
			if err := setPlace(&cell, row, &c); err != nil {
				return err
			}
			column = cell.Column
			insert(column, here)
			m.restyle(position{row, column}, c.style)
		} else {
			insert(maxColumn+1, here) // an extension of the row stands behind its cells
		}
		if err := m.skip(); err != nil {
			return err
		}
	}
}

// widen takes from a row that has new cells what it says of how far it reaches.
func (m *sheetMarker) widen(head span, grown bool) {
	tag := m.part[head.from:head.to]
	if from, to, ok := attrAt(tag, "spans"); grown && ok {
		m.edits = append(m.edits, edit{head.from + from, head.from + to, fmt.Sprintf("1:%d", maxColumn)})
	}
}

// restyle gives the cell that was just opened its colour, or takes ours off.
func (m *sheetMarker) restyle(at position, style string) {
	number, _ := index(style, len(m.styles.ours))
	painted := number
	switch {
	case len(m.marks) > 0 && m.marks[0].at == at:
		painted = m.paintOver(at, number)
	case m.isCoated(number):
		painted = m.styles.paint(number, m.coated(at))
	}
	if painted == number {
		return
	}
	tag := m.part[m.from:m.at]
	m.edits = append(m.edits, edit{m.from, m.at, setAttr(tag, "s", strconv.Itoa(painted))})
}

// isCoated tells whether a style has the colour that an earlier return gave a cell.
func (m *sheetMarker) isCoated(style int) bool { return m.clean && m.styles.ours[style] }

// coated returns the fill that a cell had before an earlier return coloured it.
func (m *sheetMarker) coated(at position) string {
	if fill := m.earlier[at]; fill != "" {
		return fill
	}
	return noFill
}

// paintOver colours the cell of the first mark, which has a style.
func (m *sheetMarker) paintOver(at position, style int) int {
	if m.isCoated(style) {
		m.marks[0].fill = m.coated(at)
		painted := m.styles.paint(style, solidFill(severityFills[m.marks[0].severity]))
		m.marks = m.marks[1:]
		return painted
	}
	return m.paint(style)
}

// paint colours the cell of the first mark, which has a style of its sheet's own.
func (m *sheetMarker) paint(style int) int {
	first := m.marks[0]
	m.marks = m.marks[1:]
	first.fill = m.styles.fillOf(style)
	return m.styles.paint(style, solidFill(severityFills[first.severity]))
}

package excel

import (
	"tonghop/pipeline/vi"
)

// namer goes down a table whose rows the sender names, and says what each row is.
type namer struct {
	*formReader
	total    *line // nil: the form has none
	rows     map[int]line
	last     int    // the last row of the table
	district string // of the title above
	communes []*commune
}

// nameRows says what the rows are that the sender names: of communes, of a register, totals. Titles, numbers of columns and
// whatever stands below the table are none of them.
func (f *formReader) nameRows(found *lines) {
	n := &namer{formReader: f, rows: map[int]line{}}
	if len(found.all) > 0 {
		n.total = &found.all[0]
	}
	n.last = n.lastRow()
	for i := range f.grid.sheet.Rows {
		if row := f.grid.sheet.Rows[i].Number; row > f.header && !f.skipped[row] {
			n.nameRow(row)
		}
	}
	f.tellApart(n.communes)
	f.noteDistricts(n.communes)
	for row, l := range n.rows {
		n.rows[row] = n.identify(row, l)
	}
	found.rows, found.communes = n.rows, n.communes
}

// nameRow says what one row is.
func (n *namer) nameRow(row int) {
	at, name := position{row, n.name}, n.rowName(row)
	figures := n.hasFigures(row, row <= n.last)
	title, isTitle := n.words.kinds.district(name)
	switch {
	case beginsNone(name) && !n.hasMore(row):
		n.rows[row] = line{none: true}
	case vi.Fold(name) == "":
		n.titleBefore(row)
		if figures && name != "" {
			n.rows[row] = line{wrong: n.nameless(at)}
		}
	case n.isTotal(row):
		n.nameTotal(row)
	case isTitle || n.subtotal(name):
		if isTitle {
			n.district = title
		}
		if figures {
			n.rows[row] = line{wrong: n.refuse("district-row", at, name, nil)}
		}
	case row > n.last:
	case figures || n.isEntry(row):
		n.rows[row] = n.newLine(row, name)
	case !n.isNumbered(row) && n.isRoman(row):
		n.district = ""
	}
}

// nameTotal says that a row is the total; in a form that has none its figures are not read.
func (n *namer) nameTotal(row int) {
	switch {
	case n.total != nil:
		n.rows[row] = *n.total
	case n.hasFigures(row, false):
		n.rows[row] = line{wrong: n.refuse("unread-row", position{row, n.name}, n.rowName(row), nil)}
	}
}

// titleBefore takes the district from a title that stands left of the column of names.
func (n *namer) titleBefore(row int) {
	for column := 1; column < n.name; column++ {
		if district, ok := n.words.kinds.district(n.grid.text(row, column)); ok {
			n.district = district
		}
	}
}

// lastRow is the last row that is certainly one of the table: one of figures, the total, or one with a number of its own, or
// with a day or a word that only an entry has; words may follow an entry at once.
func (n *namer) lastRow() int {
	figures, total, marked := 0, 0, 0
	register := n.layout.Rows.Register != ""
	for i := range n.grid.sheet.Rows {
		row := n.grid.sheet.Rows[i].Number
		if row <= n.header || n.skipped[row] {
			continue
		}
		named := vi.Fold(n.rowName(row)) != ""
		switch {
		case named && n.isTotal(row):
			total = row
		case n.hasFigures(row, false):
			figures = row
		case named && (n.isNumbered(row) || n.isMarked(row)):
			marked = row
		}
	}
	if !register && total > figures {
		return total
	}
	last := max(figures, marked)
	for register && last > 0 && vi.Fold(n.grid.shown(last+1, n.name)) != "" && n.isFilled(last+1) && !n.skipped[last+1] {
		last++
	}
	return last
}

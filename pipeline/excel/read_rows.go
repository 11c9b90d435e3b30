package excel

import (
	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// maxBadRows is how many rows are complained of at once: a form with more is another form altogether.
const maxBadRows = 50

// readRows reads the table below the header. What stands below it, boxes and signatures, is passed over unless it holds
// figures.
func (f *formReader) readRows(*pipeline.Workbook) *pipeline.Refusal {
	lines := f.lines()
	f.findBoxes(lines)
	seen := map[string]position{}
	rows := f.tableRows(lines)
	for i, row := range rows {
		if f.bad == maxBadRows {
			f.note("more-rows", position{row.Number, f.name}, f.rowName(row.Number), map[string]string{"count": rowNumber(len(rows) - i)})
			break
		}
		if refusal := f.readLine(row, lines, seen); refusal != nil {
			return refusal
		}
	}
	f.keepCommunes(lines.communes)
	if f.saysNothing(seen) {
		return f.noRows(lines)
	}
	if f.bad == 0 { // otherwise a line that is missing may be one of those that were complained of
		f.noteMissing(lines, seen)
	}
	f.noteExtraColumns(rows)
	f.noteMerged(lines)
	f.noteHidden(rows)
	f.readBoxes()
	f.noteUnread(rows)
	return nil
}

// saysNothing tells whether a table has no rows; a total alone, without a figure, makes none where the sender names them.
func (f *formReader) saysNothing(seen map[string]position) bool {
	if _, total := seen[""]; !f.layout.Rows.Free() || !total || len(seen) > 1 {
		return len(seen) == 0 && (f.bad == 0 || !f.layout.Rows.Free())
	}
	for _, o := range f.reading.Observations {
		if o.Quantity.State != vi.Missing {
			return false
		}
	}
	return f.bad == 0
}

// noRows refuses a table without rows, unless it is a register that says that there is nothing to report.
func (f *formReader) noRows(lines *lines) *pipeline.Refusal {
	rows := f.layout.Rows
	word, expected := "rows-of-form", ""
	switch {
	case rows.Register != "" && f.saysNone():
		return nil
	case rows.Register != "":
		word, expected = "rows-of-register", f.layout.Columns[f.columns[f.name]].Title()
	case rows.Free():
		word, expected = "rows-of-communes", f.layout.Columns[f.columns[f.name]].Title()
	default:
		expected = lines.all[0].name
	}
	return f.refuse("no-rows", position{}, "", map[string]string{"expected": expected,
		"hint": pipeline.Fill(f.catalog.Words[word], map[string]string{"expected": expected})})
}

// tableRows returns the rows that are lines of the form, and all others that hold a figure. Up to the last line a figure may
// stand in any column that is not the layout's own; below it, only in a column of figures: a date under the table is none.
func (f *formReader) tableRows(lines *lines) []*pipeline.SheetRow {
	var rows []*pipeline.SheetRow
	last := 0
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number > f.header && !f.skipped[row.Number] && f.isLine(row.Number, lines) && (last == 0 || !f.isBelowBox(row.Number) || f.hasFigures(row.Number, false)) {
			last = row.Number
		}
	}
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header || f.skipped[row.Number] {
			continue
		}
		line := row.Number <= last && f.isLine(row.Number, lines)
		if line && f.isBelowBox(row.Number) {
			line = f.hasFigures(row.Number, false)
		}
		if line || !f.isBoxLabel(row.Number) && f.hasFigures(row.Number, row.Number <= last) {
			rows = append(rows, row)
		}
	}
	return rows
}

// readLine reads one row, or says why it is not read; a sheet of two tables is refused.
func (f *formReader) readLine(row *pipeline.SheetRow, lines *lines, seen map[string]position) *pipeline.Refusal {
	at := position{row.Number, f.name}
	name := f.rowName(row.Number)
	l, ok := f.lineOf(row.Number, lines)
	before, twice := seen[l.key]
	switch {
	case l.none:
	case !ok && f.isPart(row.Number, name):
		if f.hasFigures(row.Number, false) {
			f.note("unread-subtotal", at, name, nil)
		}
	case twice && ok && l.wrong == nil && f.isAfterRepeat(before.row, row.Number):
		return f.secondTable(before.row)
	case l.wrong != nil || !ok || twice:
		if !ok {
			before = position{}
		}
		f.bad++
		f.reading.Refusals = append(f.reading.Refusals, *f.whyNotRead(at, name, l, before, lines))
	default:
		seen[l.key] = at
		f.takeLine(row, l)
	}
	return nil
}

// takeLine reads a row that is a line of the form.
func (f *formReader) takeLine(row *pipeline.SheetRow, l line) {
	if code := f.rowCode(row.Number); code != "" && l.key != "" && !l.named && !sameCode(l.key, code) {
		f.note("row-code-differs", position{row.Number, f.code}, code, map[string]string{"line": l.name, "expected": l.key})
	}
	if row.Hidden && (l.named || f.hasFigures(row.Number, false)) {
		f.hidden = append(f.hidden, position{row.Number, f.name})
	}
	f.readRow(row.Number, l)
}

// whyNotRead refuses a row that is no line of the form, or one that was there before.
func (f *formReader) whyNotRead(at position, name string, l line, before position, lines *lines) *pipeline.Refusal {
	switch {
	case l.wrong != nil:
		return l.wrong
	case before.row > 0:
		return f.refuse("repeated-row", at, l.name, map[string]string{"expected": pipeline.CellName(before.row, before.column), "hint": f.whyTwice(l)})
	case name == "":
		return f.nameless(at)
	}
	return f.refuse("unknown-row", at, name, f.whyNoLine(name, lines))
}

// nameless refuses a row of figures without a name.
func (f *formReader) nameless(at position) *pipeline.Refusal {
	return f.refuse("nameless-row", at, "", map[string]string{"row": rowNumber(at.row)})
}

// readRow reads the cells of one line, in the layout's order of columns.
func (f *formReader) readRow(row int, l line) {
	for i, column := range f.layout.Columns {
		if f.places[i] == 0 {
			continue
		}
		at := position{row, f.places[i]}
		switch {
		case column.Role == pipeline.FigureColumn && !f.keepsFigures():
			f.readFigure(at, l, column)
		case column.Role == pipeline.NoteColumn:
			f.readNote(at, l)
		}
	}
	if l.named && f.layout.Rows.Register != "" {
		f.readRecord(row, l)
	}
	if l.commune != nil {
		l.commune.read = true
	}
}

// keepsFigures tells whether figures belong to the entries of a register, and are no observations.
func (f *formReader) keepsFigures() bool {
	return f.layout.Rows.Register != "" && f.layout.Rows.Each == ""
}

// readNote reads the words beside a line. What a person writes beside a line of which no reason is asked may be
// somebody's name, so nothing of it is kept, not even in the finding that says so.
func (f *formReader) readNote(at position, l line) {
	text := f.grid.text(at.row, at.column)
	switch {
	case text == "":
	case l.item != nil && len(l.item.Choices) == 0:
		if len(vi.Fold(text)) < 2 { // a dash, an x
			return
		}
		f.note("note-not-kept", at, "", map[string]string{"line": l.name})
	default:
		f.narrate(at, l.key, text)
	}
}

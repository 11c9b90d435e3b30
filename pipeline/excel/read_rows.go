package excel

import (
	"slices"

	"tonghop/pipeline"
)

// line is what a row of the form is about: a unit, or an item with its indicator.
type line struct {
	key  string // the unit's code, or the item's; "" of the total row
	name string
	unit string
	item *pipeline.LayoutItem
}

// maxBadRows is how many rows are complained of at once: a form with more is another form altogether.
const maxBadRows = 50

// readRows reads the table below the header. What stands below it, boxes and signatures, is passed over unless it holds
// figures.
func (f *formReader) readRows(*pipeline.Workbook) *pipeline.Refusal {
	lines := f.lines()
	f.findBoxes(lines)
	seen := map[string]position{}
	rows := f.tableRows(lines)
	for _, row := range rows {
		if f.bad == maxBadRows {
			break
		}
		f.readLine(row, lines, seen)
	}
	if len(seen) == 0 {
		return f.refuse("no-rows", position{}, "", map[string]string{"expected": lines.all[0].name})
	}
	if f.bad == 0 { // otherwise a line that is missing may be one of those that were complained of
		f.noteMissing(lines, seen)
	}
	numbers := make([]int, len(rows))
	for i, row := range rows {
		numbers[i] = row.Number
	}
	f.noteExtraColumns(numbers)
	return nil
}

// tableRows returns the rows that are lines of the form, and all others that hold a figure. Up to the last line a figure may
// stand in any column that is not the layout's own; below it, only in a column of figures: a date under the table is none.
func (f *formReader) tableRows(lines *lines) []*pipeline.SheetRow {
	var rows []*pipeline.SheetRow
	last := 0
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number > f.header && f.isLine(row.Number, lines) && (last == 0 || !f.isBelowBox(row.Number) || f.hasFigures(row.Number, false)) {
			last = row.Number
		}
	}
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header || f.isNumbering(row.Number) {
			continue
		}
		line := row.Number <= last && f.isLine(row.Number, lines)
		if line && f.isBelowBox(row.Number) {
			line = f.hasFigures(row.Number, false)
		}
		if line || f.hasFigures(row.Number, row.Number <= last) {
			rows = append(rows, row)
		}
	}
	return rows
}

func (f *formReader) isLine(row int, lines *lines) bool {
	_, ok := lines.match(f.rowName(row), f.rowCode(row))
	return ok
}

// readLine reads one row, or says why it is not read.
func (f *formReader) readLine(row *pipeline.SheetRow, lines *lines, seen map[string]position) {
	at := position{row.Number, f.name}
	name, code := f.rowName(row.Number), f.rowCode(row.Number)
	l, ok := lines.match(name, code)
	before, twice := seen[l.key]
	switch {
	case !ok && name == "":
		f.bad++
		f.note("nameless-row", at, "", map[string]string{"row": rowNumber(row.Number)})
		return
	case !ok:
		f.bad++
		f.note("unknown-row", at, name, f.whyNoLine(name, lines))
		return
	case twice:
		f.bad++
		f.note("repeated-row", at, l.name, map[string]string{"expected": pipeline.CellName(before.row, before.column)})
		return
	}
	seen[l.key] = at
	if code != "" && l.key != "" && !sameCode(l.key, code) {
		f.note("row-code-differs", position{row.Number, f.code}, code, map[string]string{"line": l.name, "expected": l.key})
	}
	if row.Hidden && f.hasFigures(row.Number, false) {
		f.note("hidden-figures", at, l.name, nil)
	}
	f.readRow(row.Number, l)
}

// whyNoLine says which line a name may mean: a unit that is no more, or one that is spelt otherwise.
func (f *formReader) whyNoLine(name string, lines *lines) map[string]string {
	units := make([]pipeline.Unit, len(lines.all))
	for i, l := range lines.all {
		units[i].Name = l.name
	}
	if f.layout.Rows.Each == "" {
		expected, near := nearest(name, units)
		hint := ""
		if near {
			hint = pipeline.Fill(f.catalog.Words["perhaps"], map[string]string{"unit": expected})
		}
		return map[string]string{"hint": hint, "expected": expected}
	}
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	hint, expected := f.whyUnknown(name, units, day)
	return map[string]string{"hint": hint, "expected": expected}
}

// noteMissing says of lines of the form that are not there: one that must have a figure returns the form.
func (f *formReader) noteMissing(lines *lines, seen map[string]position) {
	var missing []string
	for _, l := range lines.all {
		_, there := seen[l.key]
		switch {
		case there || l.key == "":
		case l.item != nil && l.item.Required:
			f.note("missing-row", position{}, l.name, map[string]string{"expected": l.key})
		default:
			missing = append(missing, l.name)
		}
	}
	if len(missing) == 0 {
		return
	}
	const named = 5
	values := map[string]string{"count": rowNumber(len(missing)), "expected": quoted(missing[:min(named, len(missing))])}
	if len(missing) > named {
		values["expected"] += ", …"
	}
	f.note("missing-rows", position{}, "", values)
}

// readRow reads the cells of one line, in the layout's order of columns.
func (f *formReader) readRow(row int, l line) {
	for i, column := range f.layout.Columns {
		if f.places[i] == 0 {
			continue
		}
		at := position{row, f.places[i]}
		switch column.Role {
		case pipeline.FigureColumn:
			f.readFigure(at, l, column)
		case pipeline.NoteColumn:
			if text := f.grid.text(at.row, at.column); text != "" {
				f.narrate(at, l.key, text)
			}
		}
	}
}

// isBelowBox tells whether a row stands below the label of a box, where words are.
func (f *formReader) isBelowBox(row int) bool {
	return slices.ContainsFunc(f.boxes, func(at position) bool { return at.row > 0 && at.row < row })
}

package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// line is what a row of the form is about: a unit, or an item with its indicator.
type line struct {
	key  string // the unit's id, or the item's code
	name string
	unit string
	item *pipeline.LayoutItem
}

// readRows reads the table below the header, up to the first text box.
func (f *formReader) readRows(*pipeline.Workbook) *pipeline.Refusal {
	f.end = f.firstBox()
	lines := f.lines()
	seen := map[string]position{}
	var rows []int
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header || row.Number >= f.end || f.isNumbering(row.Number) {
			continue
		}
		at := position{row.Number, f.name}
		name, code := f.rowName(row.Number), f.rowCode(row.Number)
		l, ok := f.match(lines, name, code, at)
		if !ok {
			if f.hasFigures(row.Number) {
				f.note("unknown-row", at, name, map[string]string{"hint": "", "expected": nearestLine(name, lines)})
				rows = append(rows, row.Number)
			}
			continue
		}
		if before, twice := seen[l.key]; twice {
			f.note("repeated-row", at, name, map[string]string{"expected": pipeline.CellName(before.row, before.column)})
			continue
		}
		seen[l.key] = at
		rows = append(rows, row.Number)
		if row.Hidden && f.hasFigures(row.Number) {
			f.note("hidden-figures", at, name, nil)
		}
		f.readRow(row.Number, l)
	}
	if len(seen) == 0 {
		return f.refuse("no-rows", position{}, "", nil)
	}
	f.noteExtraColumns(rows)
	return nil
}

// lines lists the rows that the form may have.
func (f *formReader) lines() []line {
	var lines []line
	for i := range f.layout.Rows.Items {
		if item := &f.layout.Rows.Items[i]; !item.Section {
			lines = append(lines, line{key: item.Code, name: item.Label, unit: f.reading.Reporter.ID, item: item})
		}
	}
	if f.layout.Rows.Each != "" {
		_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
		for _, u := range f.catalog.Geography.Parts(f.reading.Reporter.ID, day) {
			lines = append(lines, line{key: u.Code, name: u.Name, unit: u.ID})
		}
		lines = append(lines, line{name: f.layout.Rows.Total[0], unit: f.reading.Reporter.ID})
	}
	return lines
}

// match finds the line that a row is, by its name and code together; where they contradict each other, that is said.
func (f *formReader) match(lines []line, name, code string, at position) (line, bool) {
	byName := slices.IndexFunc(lines, func(l line) bool { return f.isNamed(l, name) })
	byCode := slices.IndexFunc(lines, func(l line) bool { return code != "" && l.key != "" && sameCode(l.key, code) })
	switch {
	case byName < 0 && (byCode < 0 || name != ""):
		return line{}, false
	case byName < 0:
		return lines[byCode], true
	case code != "" && byCode != byName && lines[byName].key != "":
		f.note("row-code-differs", position{at.row, f.code}, code, map[string]string{"line": name, "expected": lines[byName].key})
	}
	return lines[byName], true
}

func (f *formReader) isNamed(l line, name string) bool {
	switch {
	case name == "":
		return false
	case l.item != nil:
		return vi.Fold(l.name) == vi.Fold(name)
	case l.key == "":
		return isOne(name, f.layout.Rows.Total)
	}
	return sameUnit(l.name, name)
}

// rowName is the text in the column of names; a total's label may stand left of it, over merged cells or not.
func (f *formReader) rowName(row int) string {
	for column := f.name; column > 0; column-- {
		text := f.grid.shown(row, column)
		if text != "" && (column == f.name || isOne(text, f.layout.Rows.Total)) {
			return text
		}
	}
	return ""
}

func (f *formReader) rowCode(row int) string {
	if f.code == 0 {
		return ""
	}
	return f.grid.text(row, f.code)
}

// isNumbering tells the row that numbers the columns, such as (A) (B) (1) (2), from a line of the form.
func (f *formReader) isNumbering(row int) bool {
	if row > f.header+2 {
		return false
	}
	name := strings.Trim(f.grid.text(row, f.name), "() ")
	return len(name) == 1 && (name[0] >= '1' && name[0] <= '9' || name[0] >= 'A' && name[0] <= 'Z' || name[0] >= 'a' && name[0] <= 'z')
}

// hasFigures tells whether a row holds a figure in a column of figures.
func (f *formReader) hasFigures(row int) bool {
	for column, i := range f.columns {
		if cell := f.grid.cells[position{row, column}]; f.layout.Columns[i].Role == pipeline.FigureColumn && cell != nil && saysNumber(cell) {
			return true
		}
	}
	return false
}

// readRow reads the cells of one line, in the layout's order of columns.
func (f *formReader) readRow(row int, l line) {
	for i, column := range f.layout.Columns {
		places := f.places(i)
		if len(places) == 0 {
			continue
		}
		at := position{row, places[0]}
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

func nearestLine(name string, lines []line) string {
	units := make([]pipeline.Unit, len(lines))
	for i, l := range lines {
		units[i].Name = l.name
	}
	return nearest(name, units)
}

package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

// most is how many things of one kind a finding names.
const most = 10

// named joins names for a finding, as far as it names them.
func named(names []string) string {
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// noteHidden says of what was read that it is hidden: the sheet, columns of the form, lines. Hidden and filtered rows are
// alike.
func (f *formReader) noteHidden(rows []*pipeline.SheetRow) {
	if f.grid.sheet.Hidden {
		f.note("hidden-sheet", position{}, "", nil)
	}
	f.noteHiddenColumns(rows)
	if len(f.hidden) == 0 {
		return
	}
	names := make([]string, len(f.hidden))
	for i, at := range f.hidden {
		names[i] = "“" + oneLine(f.rowName(at.row)) + "” (" + pipeline.CellName(at.row, at.column) + ")"
	}
	f.note("hidden-figures", f.hidden[0], f.rowName(f.hidden[0].row), map[string]string{"count": rowNumber(len(names)), "lines": named(names)})
}

// noteHiddenColumns says of hidden columns of the form that hold something in its rows that they are read.
func (f *formReader) noteHiddenColumns(rows []*pipeline.SheetRow) {
	var first position
	var names []string
	for i, column := range f.places {
		hidden := slices.ContainsFunc(f.grid.sheet.Columns, func(run pipeline.HiddenColumns) bool { return run.First <= column && column <= run.Last })
		if column == 0 || !hidden || !slices.ContainsFunc(rows, func(row *pipeline.SheetRow) bool { return f.grid.text(row.Number, column) != "" }) {
			continue
		}
		if first.row == 0 {
			first = position{f.header, column}
		}
		names = append(names, "“"+f.layout.Columns[i].Title()+"” ("+columnName(column)+")")
	}
	if len(names) > 0 {
		f.note("hidden-columns", first, "", map[string]string{"count": rowNumber(len(names)), "lines": named(names)})
	}
}

// columnName is the name of a column: D.
func columnName(column int) string { return strings.TrimRight(pipeline.CellName(1, column), "1") }

package excel

import (
	"strings"

	"tonghop/pipeline"
)

// Unaccounted lists the numbers below the header of a workbook's form that are neither read, nor numbers of rows or columns, nor
// named by a finding: figures that were lost in silence. A form that is refused as a whole has none.
func Unaccounted(r *Reader, data []byte) []string {
	workbook, _, err := r.open(data)
	if err != nil {
		return nil
	}
	f := &formReader{catalog: r.catalog, lexicon: r.lexicon, reading: &pipeline.Reading{}}
	for _, step := range []func(*pipeline.Workbook) *pipeline.Refusal{f.findSheet, f.findPeriod, f.findLayout, f.findReporter, f.findColumns, f.findRepeats, f.readRows} {
		if step(workbook) != nil {
			return nil
		}
	}
	known := f.accounted()
	var lost []string
	for _, row := range f.grid.sheet.Rows {
		if row.Number <= f.header || f.skipped[row.Number] {
			continue
		}
		for _, cell := range row.Cells {
			if at := pipeline.CellName(row.Number, cell.Column); cell.Kind == pipeline.NumberCell && !f.isOrdinal(cell.Column) && !known(row.Number, cell.Column) {
				lost = append(lost, at)
			}
		}
	}
	return lost
}

// accounted tells of a cell whether something was said of it.
func (f *formReader) accounted() func(row, column int) bool {
	cells, rows, columns, more := map[string]bool{}, map[int]bool{}, map[int]bool{}, false
	// What a row is about, its name, district and day, stands in what was read of it.
	about := func(cell string) {
		row, _, _ := parseRef(cell)
		for i, column := range f.layout.Columns {
			if column.Role != pipeline.FigureColumn {
				cells[pipeline.CellName(row, f.places[i])] = true
			}
		}
	}
	for _, o := range f.reading.Observations {
		cells[o.Cell] = true
		about(o.Cell)
	}
	for at := range f.worded {
		cells[pipeline.CellName(at.row, at.column)] = true
	}
	for _, n := range f.reading.Narratives {
		cells[n.Cell] = true
	}
	for _, r := range f.reading.Records {
		cells[r.Cell] = true
		for _, field := range r.Fields {
			cells[field.Cell] = true
		}
		about(r.Cell)
	}
	for _, r := range f.reading.Refusals {
		row, column, _ := parseRef(r.Cell)
		switch r.Code {
		case "unread-column", "unread-words":
			columns[column] = true
		case "unread-figures", "covered-figures", "merged-figures":
			for _, cell := range strings.Split(r.Values["cells"], ", ") {
				cells[cell] = true
			}
			more = more || strings.HasSuffix(r.Values["cells"], "…")
		case "near-column":
			columns[column] = true
		case "more-rows":
			more = true
		case "hidden-figures", "hidden-columns", "missing-district", "communes-differ-in-marks", "communes-differ-in-kind", "row-code-differs":
		default:
			rows[row] = true
		}
	}
	return func(row, column int) bool {
		return more || rows[row] || columns[column] || cells[pipeline.CellName(row, column)]
	}
}

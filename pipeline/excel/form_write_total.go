package excel

import "tonghop/pipeline"

// totalRow writes the row of totals. Its cells add the rows above, and are open: a total declared otherwise, such as one
// with a hedge, is typed over the formula.
func (f *formWriter) totalRow(label string, first int) {
	row := f.row
	for c, column := range f.columns {
		at := place{row, c + 1}
		switch column.Role {
		case pipeline.NameColumn:
			f.canvas.set(row, c+1, label, rowSection)
		case pipeline.NoteColumn:
			f.canvas.set(row, c+1, nil, rowNote)
		case pipeline.FigureColumn:
			f.figure(c, unitEntry(f.form.Reporter, column), rowFigure.with(func(l *look) { l.bold = true }))
			if f.canvas.cells[at].value == nil && row > first && f.addsUp(column.Indicator) {
				f.addUp(at, area{place{first, at.col}, place{row - 1, at.col}})
			}
		default:
			f.canvas.set(row, c+1, nil, rowCentre)
		}
	}
	f.row++
}

// addsUp tells whether the units' figures make the total; of a distinct count they do not.
func (f *formWriter) addsUp(indicator string) bool {
	given, known := f.form.Indicators[indicator]
	return !known || given.AdditiveUnits
}

// addUp gives a total its formula, with the result that it has now: programs that do not calculate read that.
func (f *formWriter) addUp(at place, parts area) {
	sum, known := 0.0, false
	for row := parts.from.row; row <= parts.to.row; row++ {
		if number, ok := numeric(f.canvas.cells[place{row, at.col}].value); ok {
			sum, known = sum+number, true
		}
	}
	cell := f.canvas.cells[at]
	cell.formula = totalFormula(parts)
	cell.value = any("")
	if known {
		cell.value = sum
	}
	f.canvas.cells[at] = cell
}

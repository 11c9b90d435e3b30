package excel

import (
	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// wholeNumber shows a count as Vietnamese and other settings of Excel group it.
const wholeNumber = "#,##0"

var (
	rowText    = look{size: 12, down: "center", wrap: true, border: true}
	rowCentre  = look{size: 12, across: "center", down: "center", border: true}
	rowClosed  = look{size: 12, across: "center", down: "center", border: true, fill: closedFill}
	rowSection = look{size: 12, bold: true, down: "center", wrap: true, border: true}
	rowFigure  = look{size: 12, across: "right", down: "center", border: true, open: true, fill: entryFill, format: wholeNumber}
	rowNote    = look{size: 12, down: "center", wrap: true, border: true, open: true, fill: entryFill}
)

// rows writes the rows of the table.
func (f *formWriter) rows() error {
	if f.form.Layout.Rows.Each != "" {
		f.unitRows()
		return nil
	}
	return f.itemRows()
}

// unitRows writes a row for each unit below the reporter, and the total under them.
func (f *formWriter) unitRows() {
	first := f.row
	for i, unit := range f.form.Below {
		for c, column := range f.columns {
			switch column.Role {
			case pipeline.OrdinalColumn:
				f.canvas.set(f.row, c+1, int64(i+1), rowCentre)
			case pipeline.NameColumn:
				f.canvas.set(f.row, c+1, cleanText(unit.Name), rowText)
			case pipeline.CodeColumn:
				f.canvas.set(f.row, c+1, cleanText(unit.Code), rowCentre)
			case pipeline.NoteColumn:
				f.canvas.set(f.row, c+1, nil, rowNote)
			default:
				f.figure(c, unitEntry(unit, column), rowFigure)
			}
		}
		f.row++
	}
	if label := printed(f.form.Layout.Rows.Total); label != "" {
		f.totalRow(label, first)
	}
}

func unitEntry(unit pipeline.Unit, column pipeline.LayoutColumn) pipeline.Entry {
	return pipeline.Entry{Unit: unit.ID, Indicator: column.Indicator, Breakdown: column.Breakdown.With(""), Cumulative: column.Cumulative}
}

// totalRow writes the row of totals. Its cells add the rows above, and are open: a total declared otherwise, such as one
// with a hedge, is typed over the formula.
func (f *formWriter) totalRow(label string, first int) {
	row := f.row
	for c, column := range f.columns {
		at := place{row, c + 1}
		switch column.Role {
		case pipeline.NameColumn:
			f.canvas.set(row, c+1, label, rowSection)
		case pipeline.OrdinalColumn, pipeline.CodeColumn:
			f.canvas.set(row, c+1, nil, rowCentre)
		case pipeline.NoteColumn:
			f.canvas.set(row, c+1, nil, rowNote)
		default:
			f.figure(c, unitEntry(f.form.Reporter, column), rowFigure.with(func(l *look) { l.bold = true }))
			if f.canvas.cells[at].value == nil && row > first && f.addsUp(column.Indicator) {
				f.addUp(at, area{place{first, at.col}, place{row - 1, at.col}})
			}
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

// itemRows writes a row for each item of the layout.
func (f *formWriter) itemRows() error {
	ordinal := int64(0)
	for _, item := range f.form.Layout.Rows.Items {
		if item.Section {
			f.sectionRow(item)
			continue
		}
		if item.Level == 0 { // of-which lines belong to the line above
			ordinal++
		}
		for c, column := range f.columns {
			switch column.Role {
			case pipeline.OrdinalColumn:
				f.canvas.set(f.row, c+1, nil, rowCentre)
				if item.Level == 0 {
					f.canvas.set(f.row, c+1, ordinal, rowCentre)
				}
			case pipeline.NameColumn:
				f.canvas.set(f.row, c+1, printed([]string{item.Label}), rowText.with(func(l *look) { l.across, l.indent = "left", 2*item.Level }))
			case pipeline.CodeColumn:
				f.canvas.set(f.row, c+1, cleanText(item.Code), rowCentre)
			case pipeline.NoteColumn:
				f.offer(item.Choices, f.canvas.set(f.row, c+1, nil, rowNote).String())
			default:
				f.itemFigure(c, item, column)
			}
		}
		f.row++
	}
	return nil
}

// sectionRow writes a title over items, across all columns from that of names.
func (f *formWriter) sectionRow(item pipeline.LayoutItem) {
	name := f.column(pipeline.NameColumn)
	for c := 1; c < name; c++ {
		f.canvas.set(f.row, c, nil, rowSection)
	}
	f.canvas.line(f.row, name, f.last(), cleanText(item.Label), rowSection)
	if code := f.column(pipeline.CodeColumn); code > 0 && code < name {
		f.canvas.set(f.row, code, cleanText(item.Code), rowSection)
	}
	f.row++
}

// itemFigure writes an item's cell in a column of figures; where a cumulative figure makes no sense the cell is closed.
func (f *formWriter) itemFigure(c int, item pipeline.LayoutItem, column pipeline.LayoutColumn) {
	if column.Cumulative && item.Only == onlyPeriod {
		f.canvas.set(f.row, c+1, vi.Quantity{State: vi.NotApplicable}.String(), rowClosed)
		return
	}
	indicator := column.Indicator
	if item.Indicator != "" {
		indicator = item.Indicator
	}
	f.figure(c, pipeline.Entry{Unit: f.form.Reporter.ID, Indicator: indicator,
		Breakdown: item.Breakdown.With(column.Breakdown), Cumulative: column.Cumulative}, rowFigure)
}

// onlyPeriod marks an item without a cumulative figure.
const onlyPeriod = "period"

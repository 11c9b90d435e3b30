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
	first := f.row
	switch rows := f.form.Layout.Rows; {
	case rows.Free():
		f.freeRows()
	case rows.Each != "":
		f.unitRows()
	default:
		f.itemRows()
		return nil
	}
	if label := printed(f.form.Layout.Rows.Total); label != "" {
		f.totalRow(label, first)
	}
	return nil
}

// unitRows writes a row for each unit below the reporter.
func (f *formWriter) unitRows() {
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
}

func unitEntry(unit pipeline.Unit, column pipeline.LayoutColumn) pipeline.Entry {
	return pipeline.Entry{Unit: unit.ID, Indicator: column.Indicator, Breakdown: column.Breakdown.With(""), Cumulative: column.Cumulative}
}

// itemRows writes a row for each item of the layout.
func (f *formWriter) itemRows() {
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
				f.itemNote(c, item)
			default:
				f.itemFigure(c, item, column)
			}
		}
		f.row++
	}
}

// itemNote writes an item's cell in a column of notes. It is open where the layout says what may stand there: a remark
// beside any other line, such as that of tips, would be a place for the name of who gave one.
func (f *formWriter) itemNote(c int, item pipeline.LayoutItem) {
	if len(item.Choices) == 0 {
		f.canvas.set(f.row, c+1, nil, rowClosed)
		return
	}
	f.offer(item.Choices, f.canvas.set(f.row, c+1, nil, rowNote).String())
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

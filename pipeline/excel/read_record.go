package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// readRecord keeps a row of a register.
func (f *formReader) readRecord(row int, l line) {
	record := pipeline.Record{Register: f.layout.Rows.Register, Sheet: f.grid.sheet.Name, Cell: pipeline.CellName(row, f.name),
		Unit: l.unit, Name: f.rowName(row)}
	if f.place(pipeline.DayColumn) > 0 {
		record.Period = l.period
	}
	before := len(f.reading.Refusals)
	for i, column := range f.layout.Columns {
		if f.places[i] == 0 {
			continue
		}
		field, ok := pipeline.Field{}, false
		switch at := f.grid.down(row, f.places[i]); column.Role {
		case pipeline.TextColumn:
			field, ok = f.textField(at, l, i)
		case pipeline.DayColumn:
			field, ok = f.dayField(at, l, column)
		case pipeline.FigureColumn:
			field, ok = f.figureField(position{row, f.places[i]}, l, column)
		}
		if ok {
			record.Fields = append(record.Fields, field)
		}
	}
	f.reading.Records = append(f.reading.Records, record)
	if len(f.reading.Refusals) > before {
		f.bad++
	}
}

// textField reads words. ok is false where there are none, or none that the field may have, which is noted.
func (f *formReader) textField(at position, l line, i int) (pipeline.Field, bool) {
	column, text := f.layout.Columns[i], f.grid.text(at.row, at.column)
	empty := vi.Fold(text) == ""
	if len(column.Values) > 0 && !empty {
		empty = f.grid.cell(at.row, at.column).Kind == pipeline.TextCell && vi.ReadText(text).State != vi.Unreadable && vi.ReadText(text).State != vi.Declared // a word for none
	}
	switch {
	case empty && column.Required:
		f.note("required-field", at, "", map[string]string{"line": l.name, "column": column.Title(), "expected": f.mayBe(column)})
		return pipeline.Field{}, false
	case empty:
		return pipeline.Field{}, false
	}
	field := pipeline.Field{ID: column.Key(), Cell: pipeline.CellName(at.row, at.column), Text: text}
	if len(column.Values) == 0 {
		return field, true
	}
	id, ok := f.words.values[i][foldLabel(text)]
	if !ok {
		f.note("unknown-value", at, text, map[string]string{"line": l.name, "column": column.Title(), "expected": f.mayBe(column)})
	}
	field.Value = id
	return field, ok
}

// mayBe lists what a field may be, in quotes; without such a list it is the column's title.
func (f *formReader) mayBe(column pipeline.LayoutColumn) string {
	labels := make([]string, len(column.Values))
	for i, value := range column.Values {
		labels[i] = value.Label[0]
	}
	if len(labels) == 0 {
		labels = []string{column.Title()}
	}
	return quoted(labels)
}

// dayField reads a day, month or year; that of the row itself is no field.
func (f *formReader) dayField(at position, l line, column pipeline.LayoutColumn) (pipeline.Field, bool) {
	if column.Field == "" {
		return pipeline.Field{}, false
	}
	text, ok := f.dayText(at)
	switch {
	case !ok:
		f.reading.Refusals = append(f.reading.Refusals, *f.unknownDay(at, l.name, "some-day"))
	case text == "" && column.Required:
		f.note("required-field", at, "", map[string]string{"line": l.name, "column": column.Title(), "expected": f.mayBe(column)})
	}
	return pipeline.Field{ID: column.Key(), Cell: pipeline.CellName(at.row, at.column), Text: text}, ok && text != ""
}

// figureField reads a figure of an entry. No rule looks at it as at observations, so it is asked back here.
func (f *formReader) figureField(at position, l line, column pipeline.LayoutColumn) (pipeline.Field, bool) {
	if !f.keepsFigures() {
		return pipeline.Field{}, false
	}
	field := pipeline.Field{ID: column.Key(), Cell: pipeline.CellName(at.row, at.column)}
	quantity, text, ok := f.quantity(at, l.name, column.Indicator)
	if field.Quantity, field.Text = quantity, text; !ok {
		return field, false
	}
	indicator, _ := f.catalog.Indicator(column.Indicator)
	about := map[string]string{"line": l.name, "column": column.Title(), "hint": "", "expected": f.catalog.Words["whole-number"]}
	switch {
	case quantity.State == vi.Unreadable:
		if readings := quantity.Readings; len(readings) > 0 {
			about["expected"] = strings.Join(readings, "; ")
			about["hint"] = pipeline.Fill(f.catalog.Words["readings"], about)
		}
		f.note("unreadable-field", at, field.Text, about)
	case quantity.Value < 0 || quantity.Upper < 0, !indicator.Decimal && (!quantity.Value.Whole() || !quantity.Upper.Whole()):
		f.note("uncountable-field", at, quantity.String(), about)
	case quantity.State == vi.Missing && column.Required:
		f.note("required-field", at, "", map[string]string{"line": l.name, "column": column.Title(), "expected": f.mayBe(column)})
	}
	return field, true
}

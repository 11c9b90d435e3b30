package excel

import (
	"math"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// readFigure reads one cell of figures.
func (f *formReader) readFigure(at position, l line, column pipeline.LayoutColumn) {
	o := pipeline.Observation{Sheet: f.grid.sheet.Name, Cell: pipeline.CellName(at.row, at.column), Row: l.name, Unit: l.unit,
		Indicator: column.Indicator, Breakdown: column.Breakdown, Cumulative: column.Cumulative, Required: column.Required, Period: f.reading.Period}
	if l.item != nil {
		o.Indicator, o.Breakdown = l.item.Indicator, l.item.Breakdown.With(column.Breakdown)
		o.Required = l.item.Required && !column.Cumulative && column.Breakdown == ""
	}
	if column.Cumulative {
		o.Period = f.reading.Period.YearToDate()
	}
	indicator, _ := f.catalog.Indicator(o.Indicator)
	o.Quantity, o.Raw = readQuantity(f.grid.cells[at], !indicator.Decimal)
	if l.item != nil && l.item.Only == "period" && column.Cumulative {
		if state := o.Quantity.State; state != vi.Missing && state != vi.NotApplicable {
			f.note("stray-figure", at, o.Raw, nil)
		}
		return
	}
	f.reading.Observations = append(f.reading.Observations, o)
}

// readQuantity reads what a cell declares; what is neither number nor text is asked back.
func readQuantity(cell *pipeline.SheetCell, whole bool) (vi.Quantity, string) {
	if cell == nil {
		return vi.Quantity{State: vi.Missing}, ""
	}
	switch cell.Kind {
	case pipeline.NumberCell:
		if strings.TrimSpace(cell.Raw) == "" {
			return vi.Quantity{State: vi.Missing}, ""
		}
		return vi.ReadNumber(cell.Raw, whole), cell.Raw
	case pipeline.TextCell:
		return vi.ReadText(cell.Raw), cell.Raw
	case pipeline.FormulaCell:
		return vi.Quantity{State: vi.Unreadable}, cell.Formula
	}
	return vi.Quantity{State: vi.Unreadable}, cell.Raw
}

// narrate keeps words of a form.
func (f *formReader) narrate(at position, box, text string) {
	f.reading.Narratives = append(f.reading.Narratives, pipeline.Narrative{Sheet: f.grid.sheet.Name, Cell: pipeline.CellName(at.row, at.column), Box: box, Text: text})
}

// firstBox returns the row of the first text box below the header, or one beyond the sheet.
func (f *formReader) firstBox() int {
	first := math.MaxInt
	for _, box := range f.layout.Boxes {
		if at, ok := f.boxLabel(box); ok {
			first = min(first, at.row)
		}
	}
	return first
}

// boxLabel finds the label of a text box below the header.
func (f *formReader) boxLabel(box pipeline.TextBox) (position, bool) {
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header {
			continue
		}
		for _, cell := range row.Cells {
			label, _, _ := strings.Cut(f.grid.text(row.Number, cell.Column), ":")
			if isOne(label, box.Label) {
				return position{row.Number, cell.Column}, true
			}
		}
	}
	return position{}, false
}

// readBoxes reads the text boxes: what stands behind the label's colon, right of it, or in the cell below.
func (f *formReader) readBoxes() {
	for _, box := range f.layout.Boxes {
		at, ok := f.boxLabel(box)
		if !ok {
			continue
		}
		_, text, _ := strings.Cut(f.grid.text(at.row, at.column), ":")
		if text = strings.TrimSpace(text); text == "" {
			text, at = f.boxText(at)
		}
		if text != "" {
			f.narrate(at, box.ID, text)
		}
	}
}

func (f *formReader) boxText(label position) (string, position) {
	if text, at := f.grid.rightOf(label.row, label.column); text != "" {
		return text, at
	}
	below := f.grid.text(label.row+1, label.column)
	for _, other := range f.layout.Boxes {
		if name, _, _ := strings.Cut(below, ":"); isOne(name, other.Label) {
			return "", label
		}
	}
	return below, position{label.row + 1, label.column}
}

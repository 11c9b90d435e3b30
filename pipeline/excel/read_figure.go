package excel

import (
	"cmp"
	"strings"
	"time"
	"unicode"

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
	cell := f.grid.cells[at]
	if cell != nil && cell.Kind == pipeline.FormulaCell && f.grid.addsNothing(cell.Formula) {
		cell = nil
	}
	o.Quantity, o.Raw = readQuantity(cell, !indicator.Decimal)
	switch {
	case l.item != nil && l.item.Only == "period" && column.Cumulative:
		if state := o.Quantity.State; state != vi.Missing && state != vi.NotApplicable {
			f.note("stray-figure", at, o.Raw, map[string]string{"line": l.name})
		}
	case cell != nil && cell.Kind == pipeline.FormulaCell:
		f.note("no-result", at, o.Raw, map[string]string{"line": l.name})
	case cell != nil && cell.Kind == pipeline.DateCell:
		f.note("date-figure", at, o.Raw, map[string]string{"line": l.name})
	default:
		f.reading.Observations = append(f.reading.Observations, o)
	}
}

// readQuantity reads what a cell declares, and its text as the sender sees it; what is neither number nor text is asked back.
func readQuantity(cell *pipeline.SheetCell, whole bool) (vi.Quantity, string) {
	if cell == nil {
		return vi.Quantity{State: vi.Missing}, ""
	}
	quantity := vi.Quantity{State: vi.Unreadable}
	switch cell.Kind {
	case pipeline.NumberCell:
		quantity = vi.ReadNumber(cell.Raw, whole)
	case pipeline.TextCell:
		quantity = vi.ReadText(cell.Raw)
	}
	if quantity.State == vi.Unreadable {
		return quantity, cmp.Or(oneLine(shownRaw(cell)), "□") // a sentence will quote it
	}
	return quantity, cell.Raw
}

// shownRaw is the text of a cell as Excel shows it where that is not the stored one.
func shownRaw(cell *pipeline.SheetCell) string {
	switch cell.Kind {
	case pipeline.BoolCell:
		if cell.Raw == "1" {
			return "TRUE"
		}
		return "FALSE"
	case pipeline.FormulaCell:
		return cell.Formula
	case pipeline.DateCell:
		if day, err := time.Parse(time.DateOnly, cell.Raw[:min(len(cell.Raw), len(time.DateOnly))]); err == nil {
			return day.Format("02/01/2006")
		}
	}
	return cell.Raw
}

// saysFigure tells whether a cell holds a figure, or something that may be meant as one.
func saysFigure(cell *pipeline.SheetCell) bool {
	switch {
	case cell == nil:
		return false
	case cell.Kind != pipeline.TextCell:
		return true
	}
	quantity := vi.ReadText(cell.Raw)
	text := strings.TrimLeftFunc(cell.Raw, func(r rune) bool { return r == '\'' || unicode.IsSpace(r) })
	begins := text != "" && text[0] >= '0' && text[0] <= '9'
	return quantity.Known() || quantity.State == vi.Unreadable && (begins || len(quantity.Readings) > 0)
}

// narrate keeps words of a form.
func (f *formReader) narrate(at position, box, text string) {
	f.reading.Narratives = append(f.reading.Narratives, pipeline.Narrative{Sheet: f.grid.sheet.Name, Cell: pipeline.CellName(at.row, at.column), Box: box, Text: text})
}

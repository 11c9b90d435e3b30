package excel

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// readFigure reads one cell of figures.
func (f *formReader) readFigure(at position, l line, column pipeline.LayoutColumn) {
	o := pipeline.Observation{Sheet: f.grid.sheet.Name, Cell: pipeline.CellName(at.row, at.column), Row: l.name, Unit: l.unit,
		Indicator: column.Indicator, Breakdown: column.Breakdown, Cumulative: column.Cumulative, Required: column.Required, Period: l.period}
	if l.item != nil {
		o.Indicator, o.Breakdown = cmp.Or(l.item.Indicator, column.Indicator), l.item.Breakdown.With(column.Breakdown)
		o.Required = l.item.Required && !column.Cumulative && column.Breakdown == ""
	}
	if column.Cumulative {
		o.Period = l.period.YearToDate()
	}
	if l.item != nil && l.item.Only == "period" && column.Cumulative {
		if quantity, raw := readQuantity(f.figureCell(at), pipeline.Indicator{}); quantity.State != vi.Missing && quantity.State != vi.NotApplicable {
			f.note("stray-figure", at, raw, map[string]string{"line": l.name})
		}
		return
	}
	var ok bool
	if o.Quantity, o.Raw, ok = f.quantity(at, l.name, o.Indicator); ok {
		f.reading.Observations = append(f.reading.Observations, o)
	}
}

// figureCell returns a cell of figures; a total of ours that nobody computed is none.
func (f *formReader) figureCell(at position) *pipeline.SheetCell {
	cell := f.grid.own(at.row, at.column)
	if cell != nil && cell.Kind == pipeline.FormulaCell && f.grid.addsNothing(cell.Formula) {
		return nil
	}
	return cell
}

// quantity reads a figure of an indicator; ok is false for what a rule cannot ask back, which is noted.
func (f *formReader) quantity(at position, name, indicator string) (quantity vi.Quantity, raw string, ok bool) {
	cell := f.figureCell(at)
	counted, _ := f.catalog.Indicator(indicator)
	quantity, raw = readQuantity(cell, counted)
	switch {
	case cell != nil && cell.Kind == pipeline.TextCell && vi.IsDitto(cell.Raw):
		f.note("ditto-figure", at, raw, map[string]string{"line": name})
	case cell != nil && cell.Kind == pipeline.FormulaCell:
		f.note("no-result", at, raw, map[string]string{"line": name})
	case cell != nil && cell.Kind == pipeline.DateCell:
		f.note("date-figure", at, raw, map[string]string{"line": name})
	default:
		return quantity, raw, true
	}
	return quantity, raw, false
}

// percent is the unit of measure of rates.
const percent = "%"

// readQuantity reads what a cell declares, and its text as the sender sees it; what is neither number nor text is asked back.
func readQuantity(cell *pipeline.SheetCell, of pipeline.Indicator) (vi.Quantity, string) {
	if cell == nil {
		return vi.Quantity{State: vi.Missing}, ""
	}
	quantity := vi.Quantity{State: vi.Unreadable}
	switch cell.Kind {
	case pipeline.NumberCell:
		quantity = readNumberCell(cell, of)
	case pipeline.TextCell:
		if of.Unit == percent {
			quantity = vi.ReadRate(cell.Raw)
		} else {
			quantity = vi.ReadText(cell.Raw)
		}
	}
	if quantity.State == vi.Unreadable || isPercent(cell.Style.Format) {
		return quantity, cmp.Or(oneLine(shownRaw(cell)), "□") // a sentence will quote it
	}
	return quantity, cell.Raw
}

// readNumberCell reads a true number. A count that is shown as a percentage is seen as another number than it is.
func readNumberCell(cell *pipeline.SheetCell, of pipeline.Indicator) vi.Quantity {
	shown := isPercent(cell.Style.Format)
	if of.Unit == percent {
		return vi.ReadRateNumber(cell.Raw, shown)
	}
	quantity := vi.ReadNumber(cell.Raw, !of.Decimal && !shown)
	if quantity.State != vi.Declared {
		return quantity
	}
	if !shown {
		if asked, _, ok := otherwiseShown(quantity.Value, cell.Style.Format); ok {
			return asked
		}
		return quantity
	}
	asked := vi.Quantity{State: vi.Unreadable}
	for _, value := range []vi.Number{100 * quantity.Value, quantity.Value} {
		if value.Whole() {
			asked.Readings = append(asked.Readings, value.String())
		}
	}
	return asked
}

// shownRaw is the text of a cell as Excel shows it where that is not the stored one.
func shownRaw(cell *pipeline.SheetCell) string {
	switch cell.Kind {
	case pipeline.NumberCell:
		if rate := vi.ReadNumber(cell.Raw, false); isPercent(cell.Style.Format) && rate.State == vi.Declared {
			return (100 * rate.Value).String() + percent
		}
		if number := vi.ReadNumber(cell.Raw, false); number.State == vi.Declared {
			if _, shown, ok := otherwiseShown(number.Value, cell.Style.Format); ok {
				return shown
			}
		}
		shown, _ := vi.ShownNumber(cell.Raw)
		return shown
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
	return quantity.Known() || quantity.State == vi.Unreadable && (begins || vi.IsDitto(cell.Raw) || slices.ContainsFunc(quantity.Readings, isFigure))
}

// isFigure tells whether a reading is a number, and none of the signs that say that there is none.
func isFigure(reading string) bool { return vi.ReadText(reading).Known() }

// narrate keeps words of a form.
func (f *formReader) narrate(at position, box, text string) {
	f.reading.Narratives = append(f.reading.Narratives, pipeline.Narrative{Sheet: f.grid.sheet.Name, Cell: pipeline.CellName(at.row, at.column), Box: box, Text: text})
}

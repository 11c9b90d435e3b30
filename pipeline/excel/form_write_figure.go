package excel

import (
	"strconv"

	"tonghop/pipeline"
)

// figure writes the entry cell of a figure, with what the form gives for it.
func (f *formWriter) figure(column int, entry pipeline.Entry, l look) {
	text, given := f.form.Figures[entry]
	if given {
		f.placed[entry] = true
	}
	f.figureCell(place{f.row, column + 1}, entry.Indicator, text, l)
}

// figureCell writes the entry cell of a figure.
func (f *formWriter) figureCell(at place, indicator, text string, l look) {
	if f.form.Indicators[indicator].Decimal {
		l.format = anyNumber
	}
	f.canvas.set(at.row, at.col, figureValue(text), l)
	f.expect(at, indicator)
	if f.canvas.cursor == (place{}) {
		f.canvas.cursor = at
	}
}

// expect has Excel warn of an entry that is no number of the indicator's kind.
func (f *formWriter) expect(at place, indicator string) {
	if f.form.Indicators[indicator].Decimal {
		f.numbers = addArea(f.numbers, at)
	} else {
		f.counts = addArea(f.counts, at)
	}
}

// anyNumber is the format of a cell that may have decimals: General shows as many as were typed.
const anyNumber = "General"

// figureValue is a plain whole number as a number, any other text as it is, and nothing where there is nothing.
func figureValue(value string) any {
	if value = cleanText(value); value == "" {
		return nil
	}
	const exact = 15 // digits that Excel keeps
	number, err := strconv.ParseInt(value, 10, 64)
	if err != nil || number < 0 || len(value) > exact || strconv.FormatInt(number, 10) != value {
		return value
	}
	return number
}

// numeric is the number in a cell.
func numeric(value any) (float64, bool) {
	switch value := value.(type) {
	case int64:
		return float64(value), true
	case float64:
		return value, true
	}
	return 0, false
}

// addArea adds a cell to areas, lengthening the last one of its column where it goes on: cells are added row by row.
func addArea(areas []area, at place) []area {
	for i := range areas {
		if a := &areas[i]; a.to.col == at.col && a.to.row == at.row-1 {
			a.to = at
			return areas
		}
	}
	return append(areas, area{at, at})
}

package excel

import (
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The canonical texts of a month and a year.
const (
	monthOnly = "2006-01"
	yearOnly  = "2006"
)

// dayText reads a day, month or year as its canonical text, "" for an empty cell. Of a true date only as much is read as
// its cell shows: Excel makes the first of March of 3/2016 and shows the month. What is shown without its year is not read:
// Excel takes the running year for one that was not typed.
func (f *formReader) dayText(at position) (canonical string, ok bool) {
	cell := f.grid.cell(at.row, at.column)
	text := f.grid.text(at.row, at.column)
	switch {
	case text == "" || cell.Kind == pipeline.TextCell && vi.Fold(text) == "":
		return "", true
	case cell.Kind == pipeline.NumberCell:
		return text, isTime(yearOnly, text) && vi.PeriodName(text) != text
	case cell.Kind == pipeline.TextCell:
		canonical, _ = vi.ParsePeriod(text)
		return canonical, isTime(time.DateOnly, canonical) || isTime(monthOnly, canonical) || isTime(yearOnly, canonical)
	case cell.Kind != pipeline.DateCell:
		return "", false
	}
	day, err := time.Parse(time.DateOnly, cell.Raw[:min(len(cell.Raw), len(time.DateOnly))])
	layout := time.DateOnly
	switch {
	case cell.Style.Format == "":
	case !shows(cell.Style.Format, "yYeE"):
		return "", false
	case shows(cell.Style.Format, "dD"):
	case shows(cell.Style.Format, "mM"):
		layout = monthOnly
	default:
		layout = yearOnly
	}
	canonical, known := vi.ParsePeriod(day.Format(layout))
	return canonical, err == nil && known
}

func isTime(layout, text string) bool {
	_, err := time.Parse(layout, text)
	return err == nil
}

// isDay tells whether a cell holds a day, month or year.
func (f *formReader) isDay(row, column int) bool {
	text, ok := f.dayText(f.grid.down(row, column))
	return ok && text != ""
}

// rowDay reads the day that a row's figures are about, or says why it is none of the form's
// period.
func (f *formReader) rowDay(row int, name string) (pipeline.Period, *pipeline.Refusal) {
	at := f.grid.down(row, f.place(pipeline.DayColumn))
	text, _ := f.dayText(at)
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return pipeline.Period{}, f.unknownDay(at, name, "one-day")
	}
	first, last := f.dayRange()
	if day.Before(first) || day.After(last) {
		return pipeline.Period{}, f.refuse("day-outside-period", at, vi.Date(day),
			map[string]string{"line": name, "period": f.reading.Period.HeadName(), "expected": vi.Date(first) + " - " + vi.Date(last)})
	}
	period, err := pipeline.ParsePeriod(text)
	if err != nil {
		return pipeline.Period{}, f.unknownDay(at, name, "one-day")
	}
	return period, nil
}

// dayRange is from the first to the last day of the form's period, as periods close or as the calendar has it.
func (f *formReader) dayRange() (first, last time.Time) {
	first, last = f.catalog.Config.Calendar.Days(f.reading.Period)
	from, until := pipeline.Calendar{}.Days(f.reading.Period)
	if from.Before(first) {
		first = from
	}
	if until.After(last) {
		last = until
	}
	return first, last
}

// unknownDay refuses what is no day; expected names the word that says what is one there.
func (f *formReader) unknownDay(at position, name, expected string) *pipeline.Refusal {
	got := f.grid.text(at.row, at.column)
	found := f.catalog.Words["left-empty"]
	if got != "" {
		found = pipeline.Fill(f.catalog.Words["written"], map[string]string{"got": oneLine(got)})
	}
	return f.refuse("unknown-day", at, got, map[string]string{"line": name, "found": found, "expected": f.catalog.Words[expected]})
}

package excel

import (
	"errors"
	"slices"
	"time"

	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

// A form whose rows the sender names has openRows of them, and always spareRows that are blank. More are inserted.
const (
	openRows  = 40
	spareRows = 10
)

// The formats of entries in words. What is typed into a cell of text stays as it is typed: elsewhere Excel makes a day of
// this year of a model 10/10, and the first of March of 3/2016.
const (
	textFormat = "@"
	dayFormat  = "dd/mm/yyyy"
)

var (
	rowWords   = rowNote.with(func(l *look) { l.format = textFormat })
	rowDay     = rowNote.with(func(l *look) { l.across, l.format = "center", dayFormat })
	rowOrdinal = rowCentre.with(func(l *look) { l.open = true }) // of a row that is inserted too
)

// freeRows writes the rows that the sender names: those that are given, then blank ones. A thin closed row ends them; a
// row inserted above it lies within the total's formula and the drop-downs.
func (f *formWriter) freeRows() {
	first := f.row
	f.canvas.cursor = place{first, f.column(pipeline.NameColumn)}
	for i := range max(openRows, len(f.form.Lines)+spareRows) {
		var line map[string]string
		if i < len(f.form.Lines) {
			line = f.form.Lines[i]
		}
		for c, column := range f.columns {
			if column.Role == pipeline.OrdinalColumn {
				f.canvas.set(f.row, c+1, int64(i+1), rowOrdinal)
				continue
			}
			f.freeCell(c, column, line[column.Key()])
		}
		if line == nil {
			f.canvas.heights[f.row] = 0 // not set: the row grows with what is typed into it
		}
		f.row++
	}
	f.closingRow(first)
	entries := area{place{first, 1}, place{f.row - 1, f.last()}}
	f.canvas.also(func(file *excelize.File) error { return f.freeSheet(file, entries) })
}

// freeSheet gives blank rows room for a line, and keeps Excel from complaining of years that are kept as text.
func (f *formWriter) freeSheet(file *excelize.File, entries area) error {
	height := rowWords.size*leading + 3
	return errors.Join(
		file.SetSheetProps(f.canvas.name, &excelize.SheetPropsOptions{DefaultRowHeight: &height}),
		file.AddIgnoredErrors(f.canvas.name, entries.String(), excelize.IgnoredErrorsNumberStoredAsText),
	)
}

// freeCell writes a cell of such a row: a figure, a day or words.
func (f *formWriter) freeCell(c int, column pipeline.LayoutColumn, text string) {
	switch column.Role {
	case pipeline.FigureColumn:
		f.figureCell(place{f.row, c + 1}, column.Indicator, text, rowFigure)
	case pipeline.DayColumn:
		f.dayCell(c, column, text)
	default:
		f.canvas.set(f.row, c+1, wording(text), rowWords)
	}
}

// dayCell writes the cell of a day. What a register keeps may be a month or a year too, which no format of days shows.
func (f *formWriter) dayCell(c int, column pipeline.LayoutColumn, text string) {
	set, value := rowDay, wording(text)
	if day, ok := dayNumber(text); ok {
		value = day
	} else if column.Field != "" {
		set.format = textFormat
	}
	f.canvas.set(f.row, c+1, value, set)
}

// dayNumber is a day given as 2022-08-11 as Excel counts days.
func dayNumber(text string) (int64, bool) {
	day, err := time.Parse(time.DateOnly, text)
	number := int64(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
	const reliable = 61 // 1/3/1900: Excel believes in a day before it that never was
	return number, err == nil && number >= reliable
}

// closingRow ends the free rows, and puts the drop-downs on them.
func (f *formWriter) closingRow(first int) {
	for c, column := range f.columns {
		at := f.canvas.set(f.row, c+1, nil, rowClosed)
		if column.Role == pipeline.FigureColumn {
			f.expect(at, column.Indicator)
		}
		f.offer(choices(column), area{place{first, at.col}, at}.String())
	}
	f.canvas.heights[f.row] = 6
	f.row++
}

// choices are what a column's drop-down offers: what it may offer, or its values as they are printed.
func choices(column pipeline.LayoutColumn) []string {
	offered := slices.Clone(column.Choices)
	for _, value := range column.Values {
		offered = append(offered, printed(value.Label))
	}
	return offered
}

// wording is a text as the value of a cell, nothing where there is none.
func wording(text string) any {
	if text = cleanText(text); text != "" {
		return text
	}
	return nil
}

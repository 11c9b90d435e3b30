// Package excel reads workbooks strictly and writes forms and reports.
package excel

import (
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Reader reads workbooks through the layouts of a catalogue.
type Reader struct{ catalog *pipeline.Catalog }

// NewReader returns a reader; it may be used by several goroutines.
func NewReader(catalog *pipeline.Catalog) *Reader { return &Reader{catalog} }

// Read reads a workbook whole, or refuses it with a *pipeline.Refusal.
func (r *Reader) Read(data []byte) (*pipeline.Reading, error) {
	workbook, err := readWorkbook(data, r.catalog.Config.Limits)
	if err != nil {
		return nil, err
	}
	f := &formReader{catalog: r.catalog, reading: &pipeline.Reading{}}
	for _, step := range []func(*pipeline.Workbook) *pipeline.Refusal{f.findSheet, f.findPeriod, f.findLayout, f.findReporter, f.findColumns, f.readRows} {
		if refusal := step(workbook); refusal != nil {
			return nil, refusal
		}
	}
	f.readBoxes()
	f.noteOtherSheets(workbook)
	return f.reading, nil
}

// formReader reads one form, step by step.
type formReader struct {
	catalog *pipeline.Catalog
	reading *pipeline.Reading
	grid    *grid
	layout  pipeline.Layout
	number  string // the form's number as printed

	header  int         // the last row of the table's header
	columns map[int]int // the sheet's columns, to those of the layout
	name    int         // the sheet's column of names
	code    int         // the sheet's column of codes; 0 for none
	end     int         // the row before which the table ends
}

// refuse makes a refusal of something on the form's sheet.
func (f *formReader) refuse(code string, at position, got string, values map[string]string) *pipeline.Refusal {
	cell := ""
	if at.row > 0 {
		cell = pipeline.CellName(at.row, at.column)
	}
	return &pipeline.Refusal{Code: code, Sheet: f.grid.sheet.Name, Cell: cell, Got: got, Values: values}
}

// note keeps a refusal that is about a cell only.
func (f *formReader) note(code string, at position, got string, values map[string]string) {
	f.reading.Refusals = append(f.reading.Refusals, *f.refuse(code, at, got, values))
}

// findSheet finds the one sheet with a form's number in its head.
func (f *formReader) findSheet(workbook *pipeline.Workbook) *pipeline.Refusal {
	var sheets []string
	got := ""
	for i := range workbook.Sheets {
		g := newGrid(&workbook.Sheets[i])
		number, _ := g.labelled(f.catalog.Head.Form)
		if number == "" {
			continue
		}
		if !slices.ContainsFunc(f.catalog.Layouts, func(l pipeline.Layout) bool { return isNumber(number, l) }) {
			got = number
			continue
		}
		sheets = append(sheets, g.sheet.Name)
		f.grid, f.number = g, number
	}
	switch len(sheets) {
	case 1:
		return nil
	case 0:
		return &pipeline.Refusal{Code: "unknown-form", Got: got, Values: map[string]string{"expected": f.knownForms()}}
	}
	return &pipeline.Refusal{Code: "two-forms", Got: strings.Join(sheets, ", ")}
}

// isNumber tells whether a head's text begins with the number of the layout.
func isNumber(text string, layout pipeline.Layout) bool {
	folded, number := vi.Fold(text), vi.Fold(layout.Number)
	return folded == number || strings.HasPrefix(folded, number+" ")
}

func (f *formReader) knownForms() string {
	var numbers []string
	for _, l := range f.catalog.Layouts {
		if !slices.Contains(numbers, l.Number) {
			numbers = append(numbers, l.Number)
		}
	}
	return strings.Join(numbers, ", ")
}

func (f *formReader) findPeriod(*pipeline.Workbook) *pipeline.Refusal {
	text, at := f.grid.labelled(f.catalog.Head.Period)
	if text == "" {
		return f.refuse("missing-head", position{}, "", map[string]string{"expected": f.catalog.Head.Period[0]})
	}
	canonical, ok := vi.ParsePeriod(text)
	if ok {
		period, err := pipeline.ParsePeriod(canonical)
		if err == nil {
			f.reading.Period = period
			return nil
		}
	}
	return f.refuse("unknown-period", at, text, nil)
}

// findLayout picks the version that the form names; without one, the version in force at the period's end.
func (f *formReader) findLayout(*pipeline.Workbook) *pipeline.Refusal {
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	version, at := f.grid.labelled(f.catalog.Head.Version)
	var valid []string
	for _, l := range f.catalog.Layouts {
		if !isNumber(f.number, l) || !l.ValidOn(day) {
			continue
		}
		text := strconv.Itoa(l.Version)
		valid = append(valid, text)
		if version == text || version == "" && l.Version > f.layout.Version {
			f.layout = l
		}
	}
	if f.layout.Version == 0 {
		return f.refuse("unknown-version", at, version, map[string]string{"form": f.number, "period": f.reading.Period.Name(), "expected": strings.Join(valid, ", ")})
	}
	f.reading.Layout, f.reading.Version, f.reading.LayoutHash = f.layout.ID, f.layout.Version, f.layout.Hash
	return nil
}

// noteOtherSheets says of sheets with numbers that they are not read.
func (f *formReader) noteOtherSheets(workbook *pipeline.Workbook) {
	for _, sheet := range workbook.Sheets {
		if sheet.Name == f.grid.sheet.Name {
			continue
		}
		if at, ok := firstNumber(sheet); ok {
			f.reading.Refusals = append(f.reading.Refusals, pipeline.Refusal{Code: "unread-sheet", Sheet: sheet.Name, Cell: at})
		}
	}
}

func firstNumber(sheet pipeline.Sheet) (string, bool) {
	for _, row := range sheet.Rows {
		for _, cell := range row.Cells {
			if cell.Kind == pipeline.NumberCell && cell.Raw != "" {
				return pipeline.CellName(row.Number, cell.Column), true
			}
		}
	}
	return "", false
}

package excel

import (
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// findSheet finds the one sheet with a form's number in its head.
func (f *formReader) findSheet(workbook *pipeline.Workbook) *pipeline.Refusal {
	unknown := &pipeline.Refusal{Code: "missing-form", Values: map[string]string{"expected": f.knownForms()}}
	var sheets []string
	for i := range workbook.Sheets {
		g := newGrid(&workbook.Sheets[i])
		number, at := g.labelled(f.lexicon.form)
		if number == "" {
			continue
		}
		if !slices.ContainsFunc(f.lexicon.layouts, func(w layoutWords) bool { return isNumber(number, w) }) {
			unknown = refusalAt(g, "unknown-form", at, number, unknown.Values)
			continue
		}
		sheets = append(sheets, oneLine(g.sheet.Name))
		f.grid, f.number = g, oneLine(number)
	}
	switch len(sheets) {
	case 1:
		return f.follow()
	case 0:
		return unknown
	}
	return &pipeline.Refusal{Code: "two-forms", Got: quoted(sheets)}
}

// maxFormCells is how many cells the sheet of a form may have: a register of 20,000 models has some 200,000.
const maxFormCells = 500_000

// follow makes the form's sheet ready to be read, unless it is larger than any form.
func (f *formReader) follow() *pipeline.Refusal {
	cells := 0
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if cells += len(row.Cells); cells > maxFormCells {
			return f.refuse("too-many-cells", position{row.Number, row.Cells[len(row.Cells)-1].Column}, "", nil)
		}
	}
	f.grid.merges = newMerges(f.grid.sheet.Merges)
	if f.grid.merges.tooMany {
		return f.refuse("too-many-merges", position{}, "", nil)
	}
	return nil
}

// isNumber tells whether a head's text begins with the number of the layout.
func isNumber(text string, w layoutWords) bool {
	folded := vi.Fold(text)
	return folded == w.number || strings.HasPrefix(folded, w.number+" ")
}

func (f *formReader) knownForms() string {
	var numbers []string
	for _, l := range f.catalog.Layouts {
		if !slices.Contains(numbers, l.Number) {
			numbers = append(numbers, l.Number)
		}
	}
	slices.Sort(numbers)
	return strings.Join(numbers, ", ")
}

// missing says that a line of the head is not there, or that nothing stands behind its label.
func (f *formReader) missing(labels []string, at position) *pipeline.Refusal {
	code := "missing-head"
	if at.row > 0 {
		code = "empty-head"
	}
	return f.refuse(code, at, "", map[string]string{"expected": labels[0]})
}

func (f *formReader) findPeriod(*pipeline.Workbook) *pipeline.Refusal {
	text, at := f.grid.labelled(f.lexicon.period)
	if text == "" {
		return f.missing(f.catalog.Head.Period, at)
	}
	// Excel makes the first of August of 8/2024: what was meant is not certain.
	if cell := f.grid.cell(at.row, at.column); cell.Kind == pipeline.DateCell {
		return f.refuse("unknown-period", at, text, map[string]string{"hint": f.catalog.Words["made-date"]})
	}
	if period, ok := pipeline.ReadPeriod(text); ok {
		f.reading.Period = period
		return nil
	}
	return f.refuse("unknown-period", at, text, map[string]string{"hint": ""})
}

// findLayout picks the version that the form names; without one, the version in force at the period's end.
func (f *formReader) findLayout(*pipeline.Workbook) *pipeline.Refusal {
	_, day := f.catalog.Config.Calendar.Days(f.reading.Period)
	version, at := f.grid.labelled(f.lexicon.version)
	var valid []string
	for i, l := range f.catalog.Layouts {
		if !isNumber(f.number, f.lexicon.layouts[i]) || !l.ValidOn(day) {
			continue
		}
		text := strconv.Itoa(l.Version)
		valid = append(valid, text)
		if version != "" && sameCode(text, version) || version == "" && l.Version > f.layout.Version {
			f.layout, f.words = l, f.lexicon.layouts[i]
		}
	}
	about := map[string]string{"form": f.number, "period": f.reading.Period.Name(), "expected": strings.Join(valid, ", ")}
	switch {
	case len(valid) == 0:
		return f.refuse("form-not-in-force", position{}, "", about)
	case f.layout.Version == 0:
		return f.refuse("unknown-version", at, version, about)
	}
	f.reading.Layout, f.reading.Version, f.reading.LayoutHash = f.layout.ID, f.layout.Version, f.layout.Hash
	return nil
}

// noteOtherSheets says of sheets with numbers that they are not read.
func (f *formReader) noteOtherSheets(workbook *pipeline.Workbook) {
	for i := range workbook.Sheets {
		sheet := &workbook.Sheets[i]
		if sheet == f.grid.sheet {
			continue
		}
		if at, ok := firstNumber(sheet); ok {
			f.reading.Refusals = append(f.reading.Refusals, *refusalAt(&grid{sheet: sheet}, "unread-sheet", at, "", nil))
		}
	}
}

func firstNumber(sheet *pipeline.Sheet) (position, bool) {
	for _, row := range sheet.Rows {
		for _, cell := range row.Cells {
			if cell.Kind == pipeline.NumberCell {
				return position{row.Number, cell.Column}, true
			}
		}
	}
	return position{}, false
}

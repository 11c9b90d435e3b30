package excel

import (
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// candidate is a sheet that has a form's number in its head.
type candidate struct {
	grid   *grid
	number string
	at     position
}

// findSheet finds the one sheet with a form's number in its head.
func (f *formReader) findSheet(workbook *pipeline.Workbook) *pipeline.Refusal {
	var found []candidate
	var unknown *pipeline.Refusal
	for i := range workbook.Sheets {
		g := newGrid(&workbook.Sheets[i])
		number, at := g.labelled(f.lexicon.form)
		switch {
		case number != "" && f.lexicon.isForm(number):
			found = append(found, candidate{g, number, at})
		case number != "" && unknown == nil:
			unknown = refusalAt(g, "unknown-form", at, number, map[string]string{"expected": f.knownForms(), "hint": f.nearForm(number)})
		}
	}
	switch {
	case len(found) == 1:
		f.grid, f.number = found[0].grid, oneLine(found[0].number)
		return f.follow()
	case len(found) > 1:
		return f.severalForms(found)
	case unknown != nil:
		return unknown
	}
	return f.noForm(workbook)
}

// noForm says that there is no form's number, or where one seems to stand behind another label or none.
func (f *formReader) noForm(workbook *pipeline.Workbook) *pipeline.Refusal {
	for i := range workbook.Sheets {
		g := newGrid(&workbook.Sheets[i])
		for at := range g.head() {
			text := g.text(at.row, at.column)
			_, value, _ := strings.Cut(text, ":")
			if len(text) <= longestLabel && (f.lexicon.isForm(text) || f.lexicon.isForm(value)) {
				return refusalAt(g, "near-form", at, text, map[string]string{"expected": f.catalog.Head.Form[0]})
			}
		}
	}
	return &pipeline.Refusal{Code: "missing-form", Values: map[string]string{"expected": f.knownForms()}}
}

// severalForms refuses a workbook of several forms, and says of each which it is; sheets of one form, unit and period are
// one too many.
func (f *formReader) severalForms(found []candidate) *pipeline.Refusal {
	const named = 12
	code, told, heads := "two-forms", []string{}, map[string]bool{}
	for _, c := range found {
		period, _ := c.grid.labelled(f.lexicon.period)
		reporter, _ := c.grid.labelled(f.lexicon.reporter)
		head := strings.Join([]string{foldLabel(c.number), foldLabel(period), vi.FoldUnit(reporter)}, "\x00")
		if heads[head] {
			code = "same-forms"
		}
		heads[head] = true
		about := map[string]string{"sheet": oneLine(c.grid.sheet.Name), "form": oneLine(c.number), "period": oneLine(period)}
		word := "form-sheet"
		if c.grid.sheet.Hidden {
			word = "hidden-form-sheet"
		}
		told = append(told, pipeline.Fill(f.catalog.Words[word], about))
	}
	if len(told) > named {
		told = append(told[:named], "…")
	}
	return &pipeline.Refusal{Code: code, Got: strings.Join(told, "; "), Values: map[string]string{"count": rowNumber(len(found))}}
}

// isForm tells whether a text of a head begins with the number of a form.
func (x *lexicon) isForm(text string) bool {
	return slices.ContainsFunc(x.layouts, func(w layoutWords) bool { return isNumber(text, w) })
}

// nearForm proposes the number of the form that a text is near to: the same figures, and letters but for one.
func (f *formReader) nearForm(text string) string {
	found := ""
	for i, w := range f.lexicon.layouts {
		number := f.catalog.Layouts[i].Number
		if !isNearNumber(vi.Fold(text), w.number) || number == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = number
	}
	if found == "" {
		return ""
	}
	return pipeline.Fill(f.catalog.Words["perhaps"], map[string]string{"unit": found})
}

func isNearNumber(found, number string) bool {
	found, number = strings.ReplaceAll(found, " ", ""), strings.ReplaceAll(number, " ", "")
	cut := func(text string) (figures, letters string) {
		letters = strings.TrimLeft(text, "0123456789o")
		return strings.TrimLeft(strings.ReplaceAll(text[:len(text)-len(letters)], "o", "0"), "0"), letters
	}
	figures, letters := cut(found)
	wanted, others := cut(number)
	return figures == wanted && len(letters) <= len(others)+1 && changes(letters, others) <= 1
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
	var versions []int
	newest := 0
	for i, l := range f.catalog.Layouts {
		if !isNumber(f.number, f.lexicon.layouts[i]) {
			continue
		}
		if newest = max(newest, l.Version); !l.ValidOn(day) {
			continue
		}
		text := strconv.Itoa(l.Version)
		valid, versions = append(valid, text), append(versions, i)
		if version != "" && sameCode(text, version) {
			f.take(i)
		}
	}
	about := map[string]string{"form": f.number, "period": f.reading.Period.Name(), "expected": strings.Join(valid, ", ")}
	stated, _ := strconv.Atoi(strings.TrimLeft(strings.TrimSpace(version), "0"))
	switch {
	case stated > newest:
		about["expected"] = strconv.Itoa(newest)
		return f.refuse("newer-version", at, version, about)
	case len(valid) == 0:
		return f.refuse("form-not-in-force", position{}, "", about)
	case version == "":
		f.pickVersion(versions)
	case f.layout.Version == 0:
		return f.refuse("unknown-version", at, version, about)
	}
	f.reading.Layout, f.reading.Version, f.reading.LayoutHash = f.layout.ID, f.layout.Version, f.layout.Hash
	return nil
}

// noteOtherSheets says of sheets with figures that they are not read.
func (f *formReader) noteOtherSheets(workbook *pipeline.Workbook) {
	for i := range workbook.Sheets {
		sheet := &workbook.Sheets[i]
		if sheet == f.grid.sheet {
			continue
		}
		if at, ok := firstFigure(sheet); ok {
			hidden := ""
			if sheet.Hidden {
				hidden = f.catalog.Words["hidden-and"]
			}
			f.reading.Refusals = append(f.reading.Refusals, *refusalAt(newGrid(sheet), "unread-sheet", at, "", map[string]string{"hidden": hidden}))
		}
	}
}

// firstFigure finds the first number of a sheet, true or typed as text.
func firstFigure(sheet *pipeline.Sheet) (position, bool) {
	for i := range sheet.Rows {
		row := &sheet.Rows[i]
		for j := range row.Cells {
			if isNumeric(&row.Cells[j]) {
				return position{row.Number, row.Cells[j].Column}, true
			}
		}
	}
	return position{}, false
}

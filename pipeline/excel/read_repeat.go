package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

// findRepeats finds the rows of the table that are none of its lines: those that number its columns, and its header where it
// is there again, as it is printed on each page.
func (f *formReader) findRepeats(*pipeline.Workbook) *pipeline.Refusal {
	f.skipped = map[int]bool{}
	headers := f.headerTexts()
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		switch {
		case row.Number <= f.header:
		case f.isNumbering(row.Number):
			f.skipped[row.Number] = true
		case f.isHeaderAgain(row, headers):
			f.skipped[row.Number] = true
			f.repeats = append(f.repeats, position{row.Number, row.Cells[0].Column})
		}
	}
	return f.secondHead()
}

// headerTexts is what stands in the header's rows, by column.
func (f *formReader) headerTexts() map[int]words {
	texts := map[int]words{}
	for row := max(1, f.header-headerDepth+1); row <= f.header; row++ {
		for _, cell := range f.grid.row(row) {
			text := f.headerText(position{row, cell.Column})
			if text == "" || cell.Kind != pipeline.TextCell {
				continue
			}
			if texts[cell.Column] == nil {
				texts[cell.Column] = words{}
			}
			texts[cell.Column][text] = true
		}
	}
	return texts
}

// isHeaderAgain tells whether everything in a row is what the header has in the same columns.
func (f *formReader) isHeaderAgain(row *pipeline.SheetRow, headers map[int]words) bool {
	same := 0
	for i := range row.Cells {
		cell := &row.Cells[i]
		if f.grid.text(row.Number, cell.Column) == "" {
			continue
		}
		if cell.Kind != pipeline.TextCell || !headers[cell.Column][f.headerText(position{row.Number, cell.Column})] {
			return false
		}
		same++
	}
	return same > 1
}

// secondHead refuses a sheet of two forms, one below the other: before its header stands there again, another head does.
func (f *formReader) secondHead() *pipeline.Refusal {
	if len(f.repeats) == 0 {
		return nil
	}
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header || row.Number > f.repeats[len(f.repeats)-1].row {
			continue
		}
		for j := range row.Cells {
			if f.isOtherHead(position{row.Number, row.Cells[j].Column}) {
				return f.secondTable(row.Number)
			}
		}
	}
	return nil
}

// isOtherHead tells whether a cell is a line of a head that says something else than the form's own; one that says the same
// is printed on each page.
func (f *formReader) isOtherHead(at position) bool {
	label, value, colon := strings.Cut(f.grid.text(at.row, at.column), ":")
	if !colon || len(label) > longestLabel {
		return false
	}
	folded := foldLabel(label)
	for _, labels := range []words{f.lexicon.form, f.lexicon.reporter, f.lexicon.period} {
		if !labels[folded] {
			continue
		}
		if strings.TrimSpace(value) == "" {
			value, _ = f.grid.rightOf(at.row, at.column)
		}
		own, _ := f.grid.labelled(labels)
		return foldLabel(value) != "" && foldLabel(value) != foldLabel(own)
	}
	return false
}

// secondTable refuses a sheet with two tables; before is a row of the second, or one above its header.
func (f *formReader) secondTable(row int) *pipeline.Refusal {
	i := slices.IndexFunc(f.repeats, func(at position) bool { return at.row > row })
	if i < 0 {
		i = len(f.repeats) - 1
	}
	return f.refuse("second-table", f.repeats[i], "", map[string]string{"expected": pipeline.CellName(f.header, f.name)})
}

// isAfterRepeat tells whether the header is there again between two rows.
func (f *formReader) isAfterRepeat(before, row int) bool {
	return slices.ContainsFunc(f.repeats, func(at position) bool { return before < at.row && at.row < row })
}

package excel

import (
	"strings"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// noteUnread says of figures below the header that stand in none of the rows that were read or complained of that they are
// not read: beside signatures, in notes, under a blank table. A number that is all that a text box says is its text.
func (f *formReader) noteUnread(rows []*pipeline.SheetRow) {
	read := make(map[int]bool, len(rows))
	for _, row := range rows {
		read[row.Number] = true
	}
	var found []position
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header || read[row.Number] || f.skipped[row.Number] {
			continue
		}
		for j := range row.Cells {
			cell := &row.Cells[j]
			words := cell.Kind == pipeline.TextCell && f.isBelowBox(row.Number)
			at := position{row.Number, cell.Column}
			if isNumeric(cell) && !words && !f.isOrdinal(cell.Column) && !f.worded[at] {
				found = append(found, at)
			}
		}
	}
	f.noteCells("unread-figures", found)
}

// isNumeric tells whether a cell holds a number, true or typed as text, and no words.
func isNumeric(cell *pipeline.SheetCell) bool {
	switch cell.Kind {
	case pipeline.NumberCell, pipeline.FormulaCell:
		return true
	case pipeline.TextCell:
		return len(cell.Raw) <= longestLabel && strings.ContainsAny(cell.Raw, "0123456789") && vi.ReadText(cell.Raw).Known()
	}
	return false
}

// isOrdinal tells whether a column numbers the rows or has their codes.
func (f *formReader) isOrdinal(column int) bool {
	if column == f.code {
		return true
	}
	i, ours := f.columns[column]
	return ours && f.layout.Columns[i].Role == pipeline.OrdinalColumn || !ours && f.counts(column)
}

// isTableFigure tells whether a cell is a figure of the table, or may be meant as one: a telephone number is none, nor is a date
// below the table.
func isTableFigure(cell *pipeline.SheetCell, below bool) bool {
	return saysFigure(cell) && !isTelephone(cell) && (!below || !isDate(cell))
}

// shortestTelephone is how many digits a telephone number has at least, its first 0 left out; no form counts so much.
const shortestTelephone = 9

func isTelephone(cell *pipeline.SheetCell) bool {
	if cell.Kind != pipeline.NumberCell && cell.Kind != pipeline.TextCell || cell.Formula != "" || len(cell.Raw) > longestLabel {
		return false
	}
	digits := 0
	for _, r := range cell.Raw {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune(" .-+()/\u00a0", r):
			return false
		}
	}
	return digits >= shortestTelephone
}

// isDate tells whether a cell holds a date, true or typed as text.
func isDate(cell *pipeline.SheetCell) bool {
	if cell.Kind != pipeline.TextCell || len(cell.Raw) > longestLabel {
		return cell.Kind == pipeline.DateCell
	}
	_, ok := pipeline.ReadPeriod(cell.Raw)
	return ok && strings.ContainsAny(cell.Raw, "/-.") // 2024 may be a count
}

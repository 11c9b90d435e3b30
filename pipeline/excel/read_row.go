package excel

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// place is the sheet's column of a role, 0 for none; of days, that of the row's own day.
func (f *formReader) place(role pipeline.ColumnRole) int {
	i := slices.IndexFunc(f.layout.Columns, func(c pipeline.LayoutColumn) bool {
		return c.Role == role && (role != pipeline.DayColumn || c.Field == "")
	})
	if i < 0 {
		return 0
	}
	return f.places[i]
}

// rowName is the text in the column of names; a total's label may stand left of it, over merged cells or not.
func (f *formReader) rowName(row int) string {
	if text := f.grid.shown(row, f.name); text != "" {
		return text
	}
	for column := f.name - 1; column > 0; column-- {
		if f.isTotalLabel(f.grid.shown(row, column)) {
			return f.grid.shown(row, column)
		}
	}
	return ""
}

func (f *formReader) rowCode(row int) string {
	if f.code == 0 {
		return ""
	}
	return f.grid.text(row, f.code)
}

// numbering is the number of a column, and how it is computed from others: (3), 3=1+2, (3)=(1)+(2).
var numbering = regexp.MustCompile(`^([(\[]?)\s*(\d{1,3})\s*[)\]]?\s*(?:=[\d+\-=()/*×x%:. ]+)?[)\]]?$`)

// columnNumber reads the number of a column.
func columnNumber(text string) (number int, bracket, ok bool) {
	const longest = 40
	number, err := strconv.Atoi(text)
	if err == nil || len(text) > longest || !strings.ContainsAny(text, "([=") {
		return number, false, err == nil && number >= 0 && number < 1000
	}
	match := numbering.FindStringSubmatch(text)
	if match == nil {
		return 0, false, false
	}
	number, err = strconv.Atoi(match[2])
	return number, match[1] != "", err == nil
}

// isNumbering tells the row that numbers the columns, such as (A) (B) (1) (2) (3=1+2), from a line of the form: all its
// cells are single letters or numbers that go up, by one where they are not in brackets.
func (f *formReader) isNumbering(row int) bool {
	before, numbers := 0, 0
	for _, cell := range f.grid.row(row) {
		text := strings.TrimSpace(cell.Raw)
		if letter := strings.Trim(text, "()[] "); len(letter) < 2 && strings.Trim(strings.ToLower(letter), "abcdefghijklmnopqrstuvwxyz") == "" {
			continue
		}
		number, bracket, ok := columnNumber(text)
		if !ok || numbers > 0 && (number <= before || number > before+1 && !bracket) {
			return false
		}
		before = number
		numbers++
	}
	return numbers > 1 && (f.rowName(row) != "" || row <= f.header+2)
}

// hasFigures tells whether a row holds a figure: within the table anywhere among columns that are not the layout's, else in
// a column of figures.
func (f *formReader) hasFigures(row int, anywhere bool) bool {
	cells := f.grid.row(row)
	for j := range cells {
		i, ours := f.columns[cells[j].Column]
		switch {
		case ours && f.layout.Columns[i].Role != pipeline.FigureColumn, !ours && (!anywhere || f.counts(cells[j].Column)):
			continue
		case isTableFigure(&cells[j], !anywhere):
			return true
		}
	}
	return false
}

// isNumbered tells whether a row has a number of its own in the column of ordinals; a title has a Roman one, or none.
func (f *formReader) isNumbered(row int) bool {
	column := f.place(pipeline.OrdinalColumn)
	if column == 0 {
		return false
	}
	if cell := f.grid.cell(row, column); cell != nil && cell.Kind == pipeline.FormulaCell {
		return true
	}
	text := strings.Trim(f.grid.text(row, column), ".) ")
	return text != "" && text[0] != '.' && strings.Trim(text, "0123456789.") == ""
}

// isBelowBox tells whether a row stands below the label of a box, where words are.
func (f *formReader) isBelowBox(row int) bool {
	return slices.ContainsFunc(f.boxes, func(at position) bool { return at.row > 0 && at.row < row })
}

// isBoxLabel tells whether the label of a box stands in a row: what is right of it is the box's.
func (f *formReader) isBoxLabel(row int) bool {
	return slices.ContainsFunc(f.boxes, func(at position) bool { return at.row == row })
}

func rowNumber(n int) string { return strconv.Itoa(n) }

package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// headerSearch is how far down a table's header is looked for, headerDepth how many rows it may have.
const (
	headerSearch = 80
	headerDepth  = 3
)

// findColumns finds the header: the row in whose columns, with what stands above, most of the layout's are found.
func (f *formReader) findColumns(*pipeline.Workbook) *pipeline.Refusal {
	var best map[int]int
	for row := 1; row <= min(f.grid.height, headerSearch); row++ {
		if found := f.columnsOf(row); len(found) > 0 && len(found) >= len(best) {
			best, f.header = found, row
		}
	}
	f.columns = best
	var missing []string
	for i, column := range f.layout.Columns {
		places := f.places(i)
		if len(places) > 1 {
			return f.refuse("repeated-column", position{f.header, places[1]}, column.Title(), nil)
		}
		if len(places) == 0 && (column.Role == pipeline.NameColumn || column.Role == pipeline.FigureColumn) {
			missing = append(missing, "“"+column.Title()+"”")
		}
	}
	if len(missing) > 0 {
		return f.refuse("missing-columns", position{}, "", map[string]string{"expected": strings.Join(missing, ", ")})
	}
	for column, i := range f.columns {
		switch f.layout.Columns[i].Role {
		case pipeline.NameColumn:
			f.name = column
		case pipeline.CodeColumn:
			f.code = column
		}
	}
	return nil
}

// places returns the sheet's columns that are the layout's column i, ascending.
func (f *formReader) places(i int) []int {
	var found []int
	for column, j := range f.columns {
		if j == i {
			found = append(found, column)
		}
	}
	slices.Sort(found)
	return found
}

// columnsOf matches the columns of the sheet, should row be the last of the header.
func (f *formReader) columnsOf(row int) map[int]int {
	found := map[int]int{}
	for column := 1; column <= f.grid.width; column++ {
		leaf, above := f.headerOf(row, column)
		if leaf == "" {
			continue
		}
		for i, c := range f.layout.Columns {
			if isOne(leaf, c.Header) && (len(c.Group) == 0 || slices.ContainsFunc(above, func(text string) bool { return isOne(text, c.Group) })) {
				found[column] = i
				break
			}
		}
	}
	return found
}

// headerOf returns a column's own header and the texts above it. A header whose rows were never merged
// stands higher up; a group's text may stand at the left end of its columns only.
func (f *formReader) headerOf(row, column int) (leaf string, above []string) {
	for up := range headerDepth {
		text := f.grid.shown(row-up, column)
		if leaf == "" {
			leaf = text
			continue
		}
		for left := column; text == "" && left > 1; {
			left--
			text = f.grid.shown(row-up, left)
		}
		if text != "" && text != leaf {
			above = append(above, text)
		}
	}
	return leaf, above
}

// noteExtraColumns says of columns under the header that hold numbers and are none of the layout's that they are not read.
func (f *formReader) noteExtraColumns(rows []int) {
	for column := 1; column <= f.grid.width; column++ {
		if _, ours := f.columns[column]; ours {
			continue
		}
		for _, row := range rows {
			cell := f.grid.cells[position{row, column}]
			if cell == nil || !saysNumber(cell) {
				continue
			}
			leaf, _ := f.headerOf(f.header, column)
			f.note("unread-column", position{row, column}, leaf, nil)
			break
		}
	}
}

// saysNumber tells whether a cell holds a figure, as a number or in words.
func saysNumber(cell *pipeline.SheetCell) bool {
	return cell.Kind == pipeline.NumberCell && cell.Raw != "" || cell.Kind == pipeline.TextCell && vi.ReadText(cell.Raw).Known()
}

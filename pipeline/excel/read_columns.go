package excel

import (
	"maps"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// headerSearch is how far down a table's header is looked for, headerDepth how many rows it may have.
const (
	headerSearch = 80
	headerDepth  = 3
)

// findColumns finds the header: the row in whose columns, with what stands above, most of the layout's are found.
func (f *formReader) findColumns(*pipeline.Workbook) *pipeline.Refusal {
	f.width = f.grid.width(headerSearch)
	var best map[int]int
	for row := 1; row <= min(f.grid.height(), headerSearch); row++ {
		if found := f.columnsOf(row); len(found) > 0 && len(found) >= len(best) {
			best, f.header = found, row
		}
	}
	f.columns, f.places = best, make([]int, len(f.layout.Columns))
	for column := 1; column <= f.width; column++ {
		i, ours := f.columns[column]
		if !ours {
			continue
		}
		if f.places[i] > 0 {
			return f.refuse("repeated-column", position{f.header, column}, f.layout.Columns[i].Title(),
				map[string]string{"expected": pipeline.CellName(f.header, f.places[i])})
		}
		f.places[i] = column
		switch f.layout.Columns[i].Role {
		case pipeline.NameColumn:
			f.name = column
		case pipeline.CodeColumn:
			f.code = column
		}
	}
	return f.missingColumns()
}

// isNeeded tells whether a table cannot be read without a column: what it is about would be guessed.
func isNeeded(column pipeline.LayoutColumn) bool {
	switch column.Role {
	case pipeline.NameColumn, pipeline.FigureColumn, pipeline.CommuneColumn:
		return true
	}
	return column.Required
}

// missingColumns refuses a table without its names or one of its columns of figures, and names the columns there that
// may be the renamed ones.
func (f *formReader) missingColumns() *pipeline.Refusal {
	var missing []string
	for i, column := range f.layout.Columns {
		if f.places[i] == 0 && isNeeded(column) {
			missing = append(missing, column.Title())
		}
	}
	if len(missing) == 0 {
		return nil
	}
	values := map[string]string{"expected": quoted(missing), "hint": ""}
	if strange := f.strangeHeaders(); len(strange) > 0 {
		values["hint"] = pipeline.Fill(f.catalog.Words["strange-columns"], map[string]string{"columns": strings.Join(strange, ", ")})
	}
	return f.refuse("missing-columns", position{}, "", values)
}

// strangeHeaders lists headers, with their cells, that stand beside the layout's and are none of them.
func (f *formReader) strangeHeaders() []string {
	var strange []string
	for column := 1; column <= f.width && len(f.columns) > 0; column++ {
		if _, ours := f.columns[column]; ours {
			continue
		}
		if leaf, at := f.leaf(f.header, column); leaf != "" && !f.lexicon.ordinals[leaf] && !f.isGroup(leaf) {
			strange = append(strange, quoted([]string{oneLine(f.grid.shown(at.row, at.column))})+" ("+pipeline.CellName(at.row, at.column)+")")
		}
	}
	return strange
}

func (f *formReader) isGroup(text string) bool {
	return slices.ContainsFunc(f.words.groups, func(group words) bool { return group[text] })
}

// columnsOf matches the columns of the sheet, should row be the last of the header.
func (f *formReader) columnsOf(row int) map[int]int {
	found := map[int]int{}
	for column := 1; column <= f.width; column++ {
		leaf, at := f.leaf(row, column)
		for _, i := range f.words.headers[leaf] {
			if group := f.words.groups[i]; len(group) == 0 || f.isUnder(group, leaf, at.row, row, column) {
				found[column] = i
				break
			}
		}
	}
	return found
}

// leaf returns a column's own header, folded, and where it stands: one whose rows were never merged stands higher up.
func (f *formReader) leaf(row, column int) (string, position) {
	for up := range headerDepth {
		if text := f.grid.fold(row-up, column); text != "" {
			return text, position{row - up, column}
		}
	}
	return "", position{row, column}
}

// isUnder tells whether one of a group's headers stands above a column's own; where cells were never merged, it stands at
// the left end of the group's columns only.
func (f *formReader) isUnder(group words, leaf string, top, row, column int) bool {
	for above := top - 1; above > row-headerDepth; above-- {
		text := f.grid.fold(above, column)
		for left := column - 1; text == "" && left > 0; left-- {
			text = f.grid.fold(above, left)
		}
		if text != leaf && group[text] {
			return true
		}
	}
	return false
}

// noteExtraColumns says of columns that hold something in the table's rows and are none of the layout's that they are not
// read: figures, and words too where the sender names the rows, for there they tell what a row is about.
func (f *formReader) noteExtraColumns(rows []*pipeline.SheetRow) {
	figures, words := map[int]position{}, map[int]position{} // the first of each column
	for _, row := range rows {
		for i := range row.Cells {
			cell := &row.Cells[i]
			at := position{row.Number, cell.Column}
			if _, ours := f.columns[cell.Column]; ours || f.counts(cell.Column) {
				continue
			}
			if _, ok := figures[cell.Column]; !ok && saysFigure(cell) {
				figures[cell.Column] = at
			}
			if _, ok := words[cell.Column]; !ok && f.layout.Rows.Free() && f.grid.fold(at.row, at.column) != "" && f.grid.first(at.row, at.column).column == at.column {
				words[cell.Column] = at
			}
		}
	}
	maps.DeleteFunc(words, func(column int, _ position) bool { return figures[column].row > 0 })
	f.noteColumns("unread-column", figures)
	f.noteColumns("unread-words", words)
}

// noteColumns notes something of columns, each at the cell that was found there.
func (f *formReader) noteColumns(code string, found map[int]position) {
	for _, column := range slices.Sorted(maps.Keys(found)) {
		leaf, at := f.leaf(f.header, column)
		got := f.grid.shown(at.row, at.column)
		if leaf == "" {
			got = strings.TrimRight(pipeline.CellName(1, column), "1")
		}
		f.note(code, found[column], got, nil)
	}
}

// counts tells whether a column that is none of the layout's counts the rows.
func (f *formReader) counts(column int) bool {
	leaf, _ := f.leaf(f.header, column)
	return f.lexicon.ordinals[leaf]
}

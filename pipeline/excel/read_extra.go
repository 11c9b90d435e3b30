package excel

import (
	"maps"
	"slices"

	"tonghop/pipeline"
)

// noteExtraColumns says of columns that hold something in the table's rows and are none of the layout's that they are not
// read: figures or words.
func (f *formReader) noteExtraColumns(rows []*pipeline.SheetRow) {
	figures, words := map[int]position{}, map[int]position{} // the first of each column
	for _, row := range rows {
		for i := range row.Cells {
			cell := &row.Cells[i]
			at := position{row.Number, cell.Column}
			if _, ours := f.columns[cell.Column]; ours || f.proposed[cell.Column] || f.counts(cell.Column) {
				continue
			}
			if _, ok := figures[cell.Column]; !ok && saysFigure(cell) {
				figures[cell.Column] = at
			}
			if _, ok := words[cell.Column]; !ok && f.grid.fold(at.row, at.column) != "" && f.grid.first(at.row, at.column).column == at.column {
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
			got = columnName(column)
		}
		f.note(code, found[column], got, nil)
	}
}

// counts tells whether a column that is none of the layout's counts the rows.
func (f *formReader) counts(column int) bool {
	leaf, _ := f.leaf(f.header, column)
	return f.lexicon.ordinals[leaf]
}

package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

// headerSearch is how far down a table's header is looked for, headerDepth how many rows it may have, and widestGroup how
// many columns may stand under one that was never merged.
const (
	headerSearch = 80
	headerDepth  = 3
	widestGroup  = 64
)

// findColumns finds the header: the first row in whose columns, with what stands above, most of the layout's are found.
func (f *formReader) findColumns(*pipeline.Workbook) *pipeline.Refusal {
	if refusal := f.placeColumns(); refusal != nil {
		return refusal
	}
	return f.missingColumns()
}

// placeColumns says where the layout's columns stand.
func (f *formReader) placeColumns() *pipeline.Refusal {
	f.width = f.grid.width(headerSearch)
	f.header, f.columns = f.bestHeader()
	f.places = make([]int, len(f.layout.Columns))
	f.name, f.code = 0, 0
	for column := 1; column <= f.width; column++ {
		i, ours := f.columns[column]
		if !ours {
			continue
		}
		if f.places[i] > 0 && f.layout.Columns[i].Role == pipeline.OrdinalColumn {
			delete(f.columns, column)
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
	return nil
}

// bestHeader returns the row that has the most of the layout's columns, and those. Of a header that is there again, as it is
// printed on each page, it is the first, even where one of its columns is misspelt there: rows lie between.
func (f *formReader) bestHeader() (header int, columns map[int]int) {
	found := make([]map[int]int, min(f.grid.height(), headerSearch)+1)
	whole := 0
	for row := 1; row < len(found); row++ {
		found[row] = f.columnsOf(row)
		whole = max(whole, len(found[row]))
	}
	for row := 1; row < len(found) && header == 0; row++ {
		if 2*len(found[row]) < whole || whole == 0 {
			continue
		}
		for below := row; below < min(row+headerDepth, len(found)); below++ {
			if header == 0 || len(found[below]) > len(found[header]) {
				header = below
			}
		}
	}
	return header, found[header]
}

// isNeeded tells whether a table cannot be read without a column: what it is about would be guessed.
func isNeeded(column pipeline.LayoutColumn) bool {
	switch column.Role {
	case pipeline.NameColumn, pipeline.FigureColumn, pipeline.CommuneColumn:
		return true
	}
	return column.Required
}

// missingColumns refuses a table without its names or one of its columns of figures, and names the columns there that are
// near to them, or that may be the renamed ones.
func (f *formReader) missingColumns() *pipeline.Refusal {
	var missing []string
	for i, column := range f.layout.Columns {
		if f.places[i] == 0 && isNeeded(column) {
			missing = append(missing, column.Title())
		}
	}
	var proposals []proposal
	proposals, f.proposed = f.proposeColumns()
	if len(missing) == 0 {
		for _, p := range proposals {
			f.note("near-column", p.at, f.grid.shown(p.at.row, p.at.column), map[string]string{"expected": p.header})
		}
		return nil
	}
	values := map[string]string{"expected": quoted(missing), "hint": ""}
	if len(proposals) > 0 {
		values["proposals"], values["todo"] = f.tellProposals(proposals)
		return f.refuse("near-columns", proposals[0].at, f.grid.shown(proposals[0].at.row, proposals[0].at.column), values)
	}
	if strange := f.strangeHeaders(); len(strange) > 0 {
		values["hint"] = pipeline.Fill(f.catalog.Words["strange-columns"], map[string]string{"columns": strings.Join(strange, ", ")})
	}
	return f.refuse("missing-columns", position{}, "", values)
}

// strangeHeaders lists headers, with their cells, that stand beside the layout's and are none of them; of a header that
// would be one but for what stands above, that too.
func (f *formReader) strangeHeaders() []string {
	var strange []string
	for column := 1; column <= f.width && len(f.columns) > 0 && len(strange) < most; column++ {
		if _, ours := f.columns[column]; ours {
			continue
		}
		leaf, at := f.leaf(f.header, column)
		if leaf == "" || f.lexicon.ordinals[leaf] || f.isGroup(leaf) {
			continue
		}
		title := f.grid.shown(at.row, at.column)
		if above := f.above(at.row, f.header, column); len(f.words.headers[leaf]) > 0 && len(above) > 0 {
			title = f.grid.shown(above[0].row, above[0].column) + ", " + title
		}
		strange = append(strange, quoted([]string{oneLine(title)})+" ("+pipeline.CellName(at.row, at.column)+")")
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
		if leaf == "" {
			continue
		}
		if i, ok := f.words.titles[leaf]; ok {
			found[column] = i
		}
		for _, i := range f.words.headers[leaf] {
			if group := f.words.groups[i]; len(group) == 0 || f.isUnder(group, at.row, row, column) {
				found[column] = i
				break
			}
		}
	}
	return found
}

// leaf returns a column's own header, folded, and where it stands: one whose rows were never merged stands higher up. What is
// merged across columns is the header of the first.
func (f *formReader) leaf(row, column int) (string, position) {
	for up := range headerDepth {
		at := f.grid.first(row-up, column)
		if text := f.headerText(at); text != "" && at.column == column {
			return text, position{row - up, column}
		}
	}
	return "", position{row, column}
}

// above lists the cells of headers that stand above a column's own, from the nearest; where cells were never merged, one
// stands at the left end of its columns only.
func (f *formReader) above(top, row, column int) []position {
	var found []position
	own := f.grid.first(top, column)
	for up := top - 1; up > row-headerDepth && up > 0; up-- {
		at := f.grid.first(up, column)
		for left := column - 1; left > max(0, column-widestGroup) && f.headerText(at) == ""; left-- {
			at = f.grid.first(up, left)
		}
		if at != own && f.headerText(at) != "" {
			found = append(found, at)
		}
	}
	return found
}

// isUnder tells whether one of a group's headers stands above a column's own.
func (f *formReader) isUnder(group words, top, row, column int) bool {
	return slices.ContainsFunc(f.above(top, row, column), func(at position) bool { return group[f.headerText(at)] })
}

// headerText is what stands in a cell of a header, folded: without the marks of footnotes and the unit of measure behind
// it, unless the layout has a header with them.
func (f *formReader) headerText(at position) string {
	s, cell := f.grid.see(at.row, at.column)
	if cell == nil {
		return ""
	}
	if !s.hasHeader {
		s.header, s.hasHeader = f.plainHeader(f.grid.fold(at.row, at.column), f.grid.text(at.row, at.column)), true
	}
	return s.header
}

func (f *formReader) plainHeader(folded, text string) string {
	if !mayBeMarked(text) || f.words.isHeader(folded) {
		return folded
	}
	if plain := foldLabel(unmarked(text)); f.words.isHeader(plain) {
		return plain
	}
	if plain := foldLabel(unmarked(f.lexicon.withoutMeasure(unmarked(text)))); f.words.isHeader(plain) {
		return plain
	}
	return folded
}

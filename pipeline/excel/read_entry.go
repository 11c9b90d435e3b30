package excel

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// down returns the cell that is seen in a place of a column: the first of a merge that goes down, but not of one that
// comes from the left.
func (g *grid) down(row, column int) position {
	if first := g.first(row, column); first.column == column {
		return first
	}
	return position{row, column}
}

// downText is what is seen in the column of a role.
func (f *formReader) downText(row int, role pipeline.ColumnRole) string {
	column := f.place(role)
	if column == 0 {
		return ""
	}
	at := f.grid.down(row, column)
	return f.grid.text(at.row, at.column)
}

// isEntry tells whether a row without figures is about something, and no title: a commune has a number or a district, an
// entry of a register says something of what it names.
func (f *formReader) isEntry(row int) bool {
	switch rows := f.layout.Rows; {
	case rows.Register == "":
		return f.isNumbered(row) || f.rowCode(row) != "" || vi.Fold(f.downText(row, pipeline.DistrictColumn)) != ""
	case rows.Each != "":
		return f.isFilled(row)
	}
	return f.isFilled(row) || !f.isRoman(row) && !f.isAcross(row)
}

// isFilled tells whether a register's row says something of what it names.
func (f *formReader) isFilled(row int) bool {
	return f.anyField(row, func(i int, text string) bool {
		role := f.layout.Columns[i].Role
		return vi.Fold(text) != "" && (role == pipeline.TextColumn || role == pipeline.DayColumn || f.layout.Rows.Each == "")
	})
}

// isMarked tells whether a row says what only an entry of a register does: a day, or one of a field's values.
func (f *formReader) isMarked(row int) bool {
	return f.anyField(row, func(i int, text string) bool {
		return f.words.values[i][foldLabel(text)] != "" || f.layout.Columns[i].Role == pipeline.DayColumn && text != "" && f.isDay(row, f.places[i])
	})
}

// anyField looks for a column in words, of days, communes or districts that is so, in a row.
func (f *formReader) anyField(row int, is func(i int, text string) bool) bool {
	for i, column := range f.layout.Columns {
		switch column.Role {
		case pipeline.TextColumn, pipeline.DayColumn, pipeline.CommuneColumn, pipeline.DistrictColumn:
			if f.places[i] == 0 {
				continue
			}
			if at := f.grid.down(row, f.places[i]); is(i, f.grid.text(at.row, at.column)) {
				return true
			}
		}
	}
	return false
}

// isRoman tells whether a row has the number of a title.
func (f *formReader) isRoman(row int) bool {
	ordinal := f.downText(row, pipeline.OrdinalColumn)
	return ordinal != "" && !f.isNumbered(row) || roman.MatchString(f.rowName(row))
}

// isAcross tells whether a row's name stands across columns that are merged.
func (f *formReader) isAcross(row int) bool {
	first := f.grid.first(row, f.name)
	return slices.ContainsFunc(f.places, func(column int) bool {
		return column > f.name && f.grid.first(row, column) == first
	})
}

// hasMore tells whether a row that says that there is nothing holds something all the same.
func (f *formReader) hasMore(row int) bool {
	for i, column := range f.layout.Columns {
		if column.Role != pipeline.FigureColumn || f.places[i] == 0 {
			continue
		}
		cell := f.grid.cell(row, f.places[i])
		if quantity, _ := readQuantity(cell, pipeline.Indicator{}); saysFigure(cell) && quantity.State != vi.Zero {
			return true
		}
	}
	return f.isMarked(row)
}

// beginsNone tells whether a text says that there is nothing: không phát sinh, không có mô hình nào, a dash.
func beginsNone(text string) bool {
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLetter(first) && unicode.ToLower(first) != 'k' {
		return false // most names, at little cost
	}
	words := strings.Fields(text)
	for end := 2; end < min(len(words), 5); end++ {
		if vi.ReadText(strings.Join(words[:end], " ")).State == vi.Zero {
			return true
		}
	}
	return vi.ReadText(text).State == vi.Zero
}

// saysNone tells whether a table without rows says that there is nothing to report; a note that explains the words has a
// colon behind them.
func (f *formReader) saysNone() bool {
	for _, row := range f.grid.sheet.Rows {
		for _, cell := range row.Cells {
			text := f.grid.text(row.Number, cell.Column)
			if row.Number <= f.header || cell.Kind != pipeline.TextCell || strings.Contains(text, ":") {
				continue
			}
			for words := strings.Fields(text); len(words) > 1; words = words[1:] {
				if beginsNone(strings.Join(words, " ")) {
					return true
				}
			}
		}
	}
	return false
}

// newLine makes the line of a row that the sender names.
func (n *namer) newLine(row int, name string) line {
	l := line{name: oneLine(name), unit: n.reading.Reporter.ID, period: n.reading.Period, named: true}
	l.commune, l.wrong = n.communeOf(row)
	if n.place(pipeline.DayColumn) > 0 && l.wrong == nil {
		l.period, l.wrong = n.rowDay(row, l.name)
	}
	return l
}

// identify fills in what a line is about, once all communes are told apart. There is one row of a commune and day, and an
// entry of a register that stands there twice is a rule's concern.
func (n *namer) identify(row int, l line) line {
	if l.named {
		l.key = rowNumber(row)
	}
	if l.commune == nil {
		return l
	}
	l.unit = l.commune.ID
	if n.layout.Rows.Each != "" {
		l.key = l.unit + " " + l.period.String()
	}
	return l
}

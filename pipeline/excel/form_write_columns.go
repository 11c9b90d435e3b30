package excel

import (
	"slices"

	"tonghop/pipeline"
)

// Widths of columns whose layout gives none, in characters.
var defaultWidths = map[pipeline.ColumnRole]float64{
	pipeline.OrdinalColumn:  6,
	pipeline.NameColumn:     30,
	pipeline.CodeColumn:     9,
	pipeline.FigureColumn:   13,
	pipeline.NoteColumn:     28,
	pipeline.CommuneColumn:  24,
	pipeline.DistrictColumn: 22,
	pipeline.DayColumn:      14,
	pipeline.TextColumn:     24,
}

// formColumns are the columns of a layout as they are written: a layout may leave out the column that names the rows,
// roles of figures, and widths.
func formColumns(layout pipeline.Layout) []pipeline.LayoutColumn {
	columns := slices.Clone(layout.Columns)
	for i := range columns {
		if columns[i].Role == "" {
			columns[i].Role = pipeline.FigureColumn
		}
	}
	named := slices.ContainsFunc(columns, func(c pipeline.LayoutColumn) bool { return c.Role == pipeline.NameColumn })
	if !named {
		columns = slices.Insert(columns, 0, pipeline.LayoutColumn{Role: pipeline.NameColumn})
	}
	for i := range columns {
		column := &columns[i]
		if column.Role == pipeline.NameColumn && len(column.Header) == 0 {
			column.Header = layout.Rows.Header
		}
		if column.Width == 0 {
			column.Width = max(defaultWidths[column.Role], longestWord(printed(column.Header), 12, true))
		}
	}
	return columns
}

// printed is the first of a text's spellings, the one that is printed.
func printed(spellings []string) string {
	if len(spellings) == 0 {
		return ""
	}
	return cleanText(spellings[0])
}

// group is the printed header above a column's own.
func group(column pipeline.LayoutColumn) string { return printed(column.Group) }

package pdf

import "tonghop/pipeline"

// cut divides a table that no sheet is wide enough for: into as few tables as can be, about equally wide, each begun by the first columns.
func cut(t *pipeline.Table, g *grid, s sheet) ([]*grid, error) {
	lead := leadColumns(t.Columns)
	parts := columnRuns(g, lead, s.textWidth())
	low, high := 0.0, s.textWidth()
	for high-low > 1 {
		if middle := (low + high) / 2; len(columnRuns(g, lead, middle)) > len(parts) {
			low = middle
		} else {
			high = middle
		}
	}
	var out []*grid
	size := tableSize
	for _, columns := range columnRuns(g, lead, high) {
		part, err := newGrid(withColumns(t, lead, columns))
		if err != nil {
			return nil, err
		}
		if !part.fit(s) {
			part.squeeze()
		}
		size = min(size, part.size)
		out = append(out, part)
	}
	for _, part := range out {
		part.resize(size)
	}
	return out, nil
}

// leadColumns is how many columns say what a row is about: its ordinal and name, or its name.
func leadColumns(columns []pipeline.Column) int {
	if len(columns) > 1 && columns[0].Align == pipeline.Center && columns[1].Align == pipeline.Left {
		return 2
	}
	return min(1, len(columns))
}

// columnRuns are ranges of the columns behind the first, each with them no wider than a width in the smallest readable size. Columns of one
// group stay together where they can.
func columnRuns(g *grid, lead int, width float64) [][2]int {
	needs := func(from, to int) (need float64) {
		for _, units := range g.longest[from:to] {
			need += columnNeed(units, readableSize)
		}
		return need
	}
	room := width - needs(0, lead)
	var out [][2]int
	for i := lead; i < len(g.longest); {
		end := groupEnd(g.table.Columns, i)
		last := len(out) - 1
		switch {
		case last >= 0 && needs(out[last][0], end) <= room:
			out[last][1] = end
		case needs(i, end) <= room:
			out = append(out, [2]int{i, end})
		case last >= 0 && needs(out[last][0], i+1) <= room:
			end = i + 1
			out[last][1] = end
		default:
			end = i + 1
			out = append(out, [2]int{i, end})
		}
		i = end
	}
	if len(out) == 0 {
		out = append(out, [2]int{lead, lead})
	}
	return out
}

// groupEnd is where the group of a column ends.
func groupEnd(columns []pipeline.Column, i int) int {
	end := i + 1
	for columns[i].Group != "" && end < len(columns) && columns[end].Group == columns[i].Group {
		end++
	}
	return end
}

// withColumns is a table of its first columns and a range of the others.
func withColumns(t *pipeline.Table, lead int, columns [2]int) *pipeline.Table {
	out := *t
	out.Columns = append(append([]pipeline.Column{}, t.Columns[:lead]...), t.Columns[columns[0]:columns[1]]...)
	out.Rows = make([]pipeline.Row, len(t.Rows))
	for i, row := range t.Rows {
		within := func(from, to int) []pipeline.Cell {
			return row.Cells[min(from, len(row.Cells)):min(to, len(row.Cells))]
		}
		out.Rows[i] = pipeline.Row{Kind: row.Kind, Cells: append(append([]pipeline.Cell{}, within(0, lead)...), within(columns[0], columns[1])...)}
	}
	return &out
}

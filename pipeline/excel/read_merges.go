package excel

import (
	"cmp"
	"slices"
	"sort"

	"tonghop/pipeline"
)

// merges finds the merge that covers a cell. Each is filed under its rows or its columns, whichever are fewer, so that
// neither a title across a sheet nor a column merged all the way down costs much; two of one file never overlap.
type merges struct {
	areas    []pipeline.Area
	byRow    map[int][]pipeline.Area // by ascending left
	byColumn map[int][]pipeline.Area // by ascending top
	top      int                     // of all; most rows of a table lie outside
	bottom   int
	tooMany  bool
}

// maxMergeLines bounds the rows and columns that merges are filed under; a sheet that needs more is no form.
const maxMergeLines = 1_000_000

// newMerges files merges; of too many, none.
func newMerges(areas []pipeline.Area) merges {
	lines := 0
	for _, area := range areas {
		lines += min(area.Bottom-area.Top, area.Right-area.Left) + 1
	}
	if lines == 0 || lines > maxMergeLines {
		return merges{tooMany: lines > 0}
	}
	m := merges{areas: slices.Clone(areas), byRow: map[int][]pipeline.Area{}, byColumn: map[int][]pipeline.Area{}, top: maxRow}
	slices.SortFunc(m.areas, func(a, b pipeline.Area) int {
		return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.Top, b.Top))
	})
	for _, area := range m.areas {
		m.top, m.bottom = min(m.top, area.Top), max(m.bottom, area.Bottom)
		if area.Bottom-area.Top <= area.Right-area.Left {
			for row := area.Top; row <= area.Bottom; row++ {
				m.byRow[row] = append(m.byRow[row], area)
			}
			continue
		}
		for column := area.Left; column <= area.Right; column++ {
			m.byColumn[column] = append(m.byColumn[column], area)
		}
	}
	for _, filed := range m.byColumn {
		slices.SortFunc(filed, func(a, b pipeline.Area) int { return cmp.Compare(a.Top, b.Top) })
	}
	return m
}

// at returns the merge that covers a cell.
func (m *merges) at(row, column int) (pipeline.Area, bool) {
	if row < m.top || row > m.bottom {
		return pipeline.Area{}, false
	}
	filed := m.byRow[row]
	if i := sort.Search(len(filed), func(i int) bool { return filed[i].Left > column }) - 1; i >= 0 && column <= filed[i].Right {
		return filed[i], true
	}
	filed = m.byColumn[column]
	if i := sort.Search(len(filed), func(i int) bool { return filed[i].Top > row }) - 1; i >= 0 && row <= filed[i].Bottom {
		return filed[i], true
	}
	return pipeline.Area{}, false
}

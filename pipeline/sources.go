package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tonghop/pipeline/vi"
)

// mostSources is how many cells a document lists as its sources. Of figures that are made of more than there is room for, the sheet
// says of how many; trace lists them.
const mostSources = 20_000

// Figures returns the figures that the document prints, its supplements behind its body, in its order, each once. Those that nothing is known of come from nowhere and
// are left out.
func (d *Document) Figures() []*Figure {
	var all []*Figure
	seen := map[string]bool{}
	add := func(f *Figure) {
		if f == nil || f.Indicator == "" || f.Quantity.State == vi.Missing {
			return
		}
		slices.Sort(f.Cells)
		if key := fmt.Sprintf("%s %s %s %s %s %s %d", f.Unit, f.Indicator, f.Period, f.Breakdown, f.Source, f.Quantity, f.Cells); !seen[key] {
			seen[key] = true
			all = append(all, f)
		}
	}
	d.eachBlock(func(b Block) { eachFigure(b, add) })
	return all
}

// eachFigure calls add with every figure of a block.
func eachFigure(block Block, add func(*Figure)) {
	switch b := block.(type) {
	case Paragraph:
		for _, inline := range b.Inlines {
			add(inline.Figure)
		}
	case List:
		for _, item := range b.Items {
			eachFigure(item, add)
		}
	case Table:
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				add(cell.Figure)
			}
		}
	case Chart:
		for _, series := range b.Series {
			for i := range series.Figures {
				add(&series.Figures[i])
			}
		}
	}
}

// CellsOf returns the cells that figures are made of, each once; those of the figures with the fewest, as far as there is room.
func CellsOf(figures []*Figure) []int64 {
	var ids []int64
	seen := map[int64]bool{}
	for _, f := range slices.SortedStableFunc(slices.Values(figures), func(a, b *Figure) int { return cmp.Compare(len(a.Cells), len(b.Cells)) }) {
		if len(ids)+len(f.Cells) > mostSources {
			break
		}
		for _, id := range f.Cells {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// sourceRow is a row of the table of sources: a figure, a cell, or both where the figure is what its one cell says.
type sourceRow struct {
	indicator string
	breakdown string
	figure    *Figure
	cell      *TracedCell
}

// SourcesOf makes the table of sources of figures: by indicator and breakdown, first what is added up or computed, then the cells, each
// once. A figure of several cells names their rows. cells are in that order already. nil where there are no figures.
func (c *Catalog) SourcesOf(figures []*Figure, cells []TracedCell, order Order) *Table {
	if len(figures) == 0 {
		return nil
	}
	place := make(map[string]int, len(c.Indicators))
	for i, indicator := range c.Indicators {
		place[indicator.ID] = i - len(c.Indicators) // one that a report makes up comes last
	}
	byID := make(map[int64]*sourceRow, len(cells))
	listed := make([]*sourceRow, len(cells))
	for i := range cells {
		listed[i] = &sourceRow{indicator: cells[i].Indicator, breakdown: string(cells[i].Breakdown), cell: &cells[i]}
		byID[cells[i].ID] = listed[i]
	}
	var rows []*sourceRow
	for _, f := range figures {
		if row := byID[f.onlyCell()]; row != nil && row.figure == nil && row.says(f) {
			row.figure = f
			continue
		}
		rows = append(rows, &sourceRow{indicator: f.Indicator, breakdown: f.Breakdown, figure: f})
	}
	rows = append(rows, listed...)
	slices.SortStableFunc(rows, func(a, b *sourceRow) int {
		return cmp.Or(cmp.Compare(place[a.indicator], place[b.indicator]), strings.Compare(a.indicator, b.indicator), strings.Compare(a.breakdown, b.breakdown))
	})
	return c.sourceTable(rows, order)
}

// onlyCell is the one cell that a figure is made of; 0 where there are none or several.
func (f *Figure) onlyCell() int64 {
	if len(f.Cells) != 1 {
		return 0
	}
	return f.Cells[0]
}

// says tells whether a figure is what the row's cell says, word for word.
func (r *sourceRow) says(f *Figure) bool {
	return r.cell.Unit == f.Unit && r.cell.Period == f.Period && r.cell.ReadAs.String() == f.Quantity.String()
}

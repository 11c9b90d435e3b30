package duck

import (
	"context"
	"slices"

	"tonghop/pipeline"
)

// addSources gives documents the cells of their figures: all are read at once, for the documents of a pack print much the same.
func (w *Warehouse) addSources(ctx context.Context, documents []*pipeline.Document, order pipeline.Order) error {
	figures, wanted := make([][]*pipeline.Figure, len(documents)), make([][]int64, len(documents))
	for i, document := range documents {
		figures[i] = document.Figures()
		wanted[i] = pipeline.CellsOf(figures[i])
	}
	all := slices.Concat(wanted...)
	slices.Sort(all)
	cells, err := w.tracedCells(ctx, slices.Compact(all))
	if err != nil {
		return err
	}
	for i, document := range documents {
		if table := w.catalog.SourcesOf(figures[i], cellsAmong(cells, wanted[i]), order); table != nil {
			document.Supplements = append(document.Supplements, pipeline.Supplement{Name: table.Caption, Blocks: []pipeline.Block{*table}})
		}
	}
	return nil
}

// cellsAmong are the cells with the ids, which are in order, as they stand.
func cellsAmong(cells []pipeline.TracedCell, ids []int64) []pipeline.TracedCell {
	if len(ids) == len(cells) {
		return cells
	}
	found := make([]pipeline.TracedCell, 0, len(ids))
	for _, cell := range cells {
		if _, ok := slices.BinarySearch(ids, cell.ID); ok {
			found = append(found, cell)
		}
	}
	return found
}

package excel

import (
	"slices"

	"tonghop/pipeline"
)

// own returns a cell, but nil for one that a merge covers: Excel shows what stands in the merge's first.
func (g *grid) own(row, column int) *pipeline.SheetCell {
	if g.first(row, column) != (position{row, column}) {
		return nil
	}
	return g.cell(row, column)
}

// noteMerged says of figures in merged cells which line they were read for, and of figures that merges cover that they were
// not read.
func (f *formReader) noteMerged(lines *lines) {
	if len(f.grid.merges.areas) == 0 {
		return
	}
	var shared, covered []position
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header || f.skipped[row.Number] {
			continue
		}
		for j := range row.Cells {
			at := position{row.Number, row.Cells[j].Column}
			area, merged := f.grid.merges.at(at.row, at.column)
			switch {
			case !merged || f.isOrdinal(at.column) || !saysFigure(&row.Cells[j]):
			case at != position{area.Top, area.Left}:
				covered = append(covered, at)
			case f.isShared(area, lines):
				shared = append(shared, at)
			}
		}
	}
	f.noteCells("merged-figures", shared)
	f.noteCells("covered-figures", covered)
}

// isShared tells whether a merge takes in more than one figure of the form: several lines, or several columns.
func (f *formReader) isShared(area pipeline.Area, lines *lines) bool {
	if i, ours := f.columns[area.Left]; !ours || f.layout.Columns[i].Role != pipeline.FigureColumn || !f.isLine(area.Top, lines) {
		return false
	}
	for row := area.Top + 1; row <= min(area.Bottom, f.grid.height()); row++ {
		if _, there := f.grid.index(row); there && f.isLine(row, lines) {
			return true
		}
	}
	return slices.ContainsFunc(f.places, func(column int) bool { return column > area.Left && column <= area.Right })
}

// noteCells notes something of several cells at the first of them.
func (f *formReader) noteCells(code string, cells []position) {
	if len(cells) == 0 {
		return
	}
	names := make([]string, min(len(cells), most+1))
	for i := range names {
		names[i] = pipeline.CellName(cells[i].row, cells[i].column)
	}
	f.note(code, cells[0], f.grid.text(cells[0].row, cells[0].column), map[string]string{"count": rowNumber(len(cells)), "cells": named(names)})
}

package duck

import (
	"context"
	"database/sql"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// tracedCells reads cells by their ids, each with the form that it stands in and what was found on it. The ids hold in the transaction
// that gave them only.
func (w *Warehouse) tracedCells(ctx context.Context, ids []int64) ([]pipeline.TracedCell, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	cells := make([]pipeline.TracedCell, 0, len(ids))
	var submissions []int64
	if err := w.query(ctx, "traced_cells", map[string]any{"cells": ids}, func(rows *sql.Rows) error {
		cell, err := w.scanCell(rows)
		cells = append(cells, cell)
		submissions = append(submissions, cell.Submission)
		return err
	}); err != nil {
		return nil, err
	}
	return cells, w.addForms(ctx, cells, unique(submissions))
}

// addForms gives cells the forms that they stand in, and what was found on them.
func (w *Warehouse) addForms(ctx context.Context, cells []pipeline.TracedCell, submissions []int64) error {
	outcomes, err := w.outcomes(ctx, submissions)
	if err != nil {
		return err
	}
	type place struct {
		submission  int64
		sheet, cell string
	}
	forms, found := make(map[int64]*pipeline.Submission, len(outcomes)), map[place][]pipeline.Finding{}
	for i := range outcomes {
		forms[outcomes[i].ID] = &outcomes[i].Submission
		for _, f := range outcomes[i].Findings {
			at := place{f.Submission, f.Sheet, f.Cell}
			found[at] = append(found[at], f)
		}
	}
	for i := range cells {
		c := &cells[i]
		s := forms[c.Submission]
		c.File, c.SHA256, c.Received, c.Edition, c.Layout, c.Version, c.Reporter = s.Name, s.SHA256, s.Received, s.Edition, s.Layout, s.Version, s.Reporter
		c.ReporterName = w.unitName(c.Reporter, c.Reporter)
		c.Findings = found[place{c.Submission, c.Sheet, c.Cell}]
	}
	return nil
}

func (w *Warehouse) scanCell(rows *sql.Rows) (pipeline.TracedCell, error) {
	var c pipeline.TracedCell
	var value, upper, bounds any
	if err := rows.Scan(&c.ID, &c.Submission, &c.Sheet, &c.Cell, &c.Line, &c.Unit, &c.Indicator, &c.Breakdown, &c.Period, &c.Cumulative, &c.Raw,
		&c.ReadAs.State, &c.ReadAs.Qualifier, &value, &upper, &c.ReadAs.Words, &bounds); err != nil {
		return c, err
	}
	c.UnitName = w.unitName(c.Unit, c.Line)
	if number, err := numberOrNil(value); err != nil {
		return c, err
	} else if number != nil {
		c.ReadAs.Value = *number
	}
	number, err := numberOrNil(upper)
	if number != nil {
		c.ReadAs.Upper = *number
	}
	if list, ok := bounds.([]any); ok && err == nil {
		for i, bound := range []**vi.Number{&c.ReadAs.Low, &c.ReadAs.High, &c.ReadAs.SoftLow, &c.ReadAs.SoftHigh} {
			if *bound, err = numberOrNil(list[i]); err != nil {
				break
			}
		}
	}
	return c, err
}

// numberOrNil reads a DECIMAL; nil is NULL.
func numberOrNil(value any) (*vi.Number, error) {
	d, ok := value.(duckdb.Decimal)
	if !ok {
		return nil, nil
	}
	n, err := numberOf(d)
	return &n, err
}

// unitName is a unit's name in the catalogue; otherwise, of a commune, what its form calls it.
func (w *Warehouse) unitName(id, called string) string {
	if u, ok := w.catalog.Geography.Unit(id); ok {
		return u.Name
	}
	return called
}

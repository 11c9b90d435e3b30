package duck

import (
	"context"
	"database/sql"

	"tonghop/pipeline"
)

// Reconcile holds what the unit of an order declares against what its provinces add up to, in two statements: the figures with the places of their
// cells, and what was found on those that are declared.
func (w *Warehouse) Reconcile(ctx context.Context, order pipeline.Order, keys []pipeline.TimelineKey) ([]pipeline.Reconciliation, error) {
	all := make([]pipeline.Reconciliation, len(keys))
	of := make(map[pipeline.TimelineKey]*pipeline.Reconciliation, len(keys))
	args := w.orderArguments(order)
	names, indicators := make([]string, len(keys)), make([]string, len(keys))
	for i, key := range keys {
		all[i].TimelineKey, of[key] = key, &all[i]
		names[i], indicators[i] = key.String(), key.Indicator
	}
	args["keys"], args["indicators"] = names, indicators
	err := w.rolledBack(ctx, func() error { // so that no cell is another's when it is read
		var submissions []int64
		if err := w.query(ctx, "reconcile", args, func(rows *sql.Rows) error {
			row, err := scanReconciled(rows)
			if err != nil {
				return err
			}
			r := of[row.key]
			switch row.kind {
			case pipeline.DeclaredFigure:
				r.Declared, r.Cells = row.Figure, row.Cells
				for _, cell := range row.Cells {
					submissions = append(submissions, cell.Submission)
				}
			case pipeline.TotalFigure:
				r.Total = row.Figure
			default:
				row.UnitName = w.unitName(row.Unit, row.UnitName)
				r.Parts = append(r.Parts, row.ReconciledPart)
			}
			return nil
		}); err != nil || len(submissions) == 0 {
			return err
		}
		found, err := w.findings(ctx, "outcome_findings", map[string]any{"submissions": unique(submissions)})
		for i := range all {
			all[i].Findings = findingsOn(found, all[i].Cells)
		}
		return err
	})
	return all, err
}

// reconciledRow is a row of reconcile.sql: a province's part, what is declared, or the sum.
type reconciledRow struct {
	pipeline.ReconciledPart
	kind pipeline.FigureKind
	key  pipeline.TimelineKey
}

func scanReconciled(rows *sql.Rows) (reconciledRow, error) {
	var row reconciledRow
	var figure, places any
	err := rows.Scan(&row.kind, &row.Unit, &row.UnitName, &row.key.Indicator, &row.key.Breakdown, &figure, &places)
	if fields, ok := figure.(map[string]any); ok && err == nil {
		row.Figure, err = figureOf(fields)
	}
	list, _ := places.([]any)
	for _, element := range list {
		place, _ := element.(map[string]any)
		text := func(name string) string { s, _ := place[name].(string); return s }
		submission, _ := place["submission"].(int64)
		row.Cells = append(row.Cells, pipeline.CellPlace{Submission: submission, File: text("file"), Sheet: text("sheet"), Cell: text("cell")})
	}
	return row, err
}

// findingsOn are the findings that stand on cells.
func findingsOn(found []pipeline.Finding, cells []pipeline.CellPlace) []pipeline.Finding {
	var on []pipeline.Finding
	for _, f := range found {
		for _, cell := range cells {
			if f.Submission == cell.Submission && f.Sheet == cell.Sheet && f.Cell == cell.Cell {
				on = append(on, f)
			}
		}
	}
	return on
}

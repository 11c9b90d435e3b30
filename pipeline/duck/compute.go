package duck

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Compute runs the queries of a report, each with $unit, $period and $map (the day whose provinces the report is about).
func (w *Warehouse) Compute(ctx context.Context, queries []pipeline.Query, order pipeline.Order) (pipeline.Results, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, mapDay := w.catalog.Config.Calendar.Days(order.Period)
	args := map[string]any{"unit": order.Unit.ID, "period": order.Period.String(), "map": mapDay}
	results := make(pipeline.Results, len(queries))
	for _, q := range queries {
		result, err := w.compute(ctx, q.SQL, args)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: query %s: %w", q.File, q.Line, q.Name, err)
		}
		results[q.Name] = result
	}
	return results, nil
}

func (w *Warehouse) compute(ctx context.Context, text string, args map[string]any) (pipeline.Result, error) {
	rows, err := w.conn.QueryContext(ctx, text, used(text, args)...)
	if err != nil {
		return pipeline.Result{}, err
	}
	defer rows.Close()
	columns, figures, err := columnsOf(rows)
	if err != nil {
		return pipeline.Result{}, err
	}
	result := pipeline.Result{Columns: columns}
	err = scanAll(rows, func(_ []string, values []any) error {
		cells := make([]pipeline.Cell, len(values))
		for i, value := range values {
			if value == nil && figures[i] {
				cells[i].Figure = &pipeline.Figure{Quantity: vi.Quantity{State: vi.Missing}}
				continue
			}
			cell, err := cellOf(value)
			if err != nil {
				return fmt.Errorf("column %s: %w", columns[i], err)
			}
			cells[i] = cell
		}
		result.Rows = append(result.Rows, cells)
		return nil
	})
	return result, err
}

// columnsOf names the columns and tells which hold figures.
func columnsOf(rows *sql.Rows) (names []string, figures []bool, err error) {
	types, err := rows.ColumnTypes()
	for _, t := range types {
		names = append(names, t.Name())
		figures = append(figures, strings.HasPrefix(t.DatabaseTypeName(), "STRUCT"))
	}
	return names, figures, err
}

// Try runs the queries of rules and reports on what there is, and says what DuckDB has against each. More than one
// statement in a query, or one that is no SELECT, is refused.
func (w *Warehouse) Try(ctx context.Context, queries []pipeline.Query) []error {
	args := map[string]any{"submissions": []int64{}, "unit": pipeline.Nation, "period": "2024", "map": lastDay}
	var problems []error
	for _, q := range queries {
		err := w.oneStatement(ctx, q.SQL)
		if err == nil {
			_, err = w.compute(ctx, q.SQL, args)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", q.File, q.Line, err))
		}
	}
	return problems
}

func (w *Warehouse) oneStatement(ctx context.Context, text string) error {
	var statements int
	row := w.conn.QueryRowContext(ctx, "SELECT len(json_extract(json_serialize_sql(?::VARCHAR), '$.statements[*]'))", text)
	if err := row.Scan(&statements); err != nil {
		return err
	}
	if statements != 1 {
		return fmt.Errorf("expected one SELECT statement, found %d or one that is no SELECT", statements)
	}
	return nil
}

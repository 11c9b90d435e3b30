package duck

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Compute runs the queries of a report, each with $unit, $scope (the provinces that it is about), $period, $first and $day (from
// and up to which its figures go), $map (the day whose provinces its lines are), $before and $before_day (the same of the year before).
// What a query returns is a table of its name to the queries behind it. Of the results a document is composed, and gets the sources of
// its figures, before anything can change.
func (w *Warehouse) Compute(ctx context.Context, queries []pipeline.Query, order pipeline.Order, compose func(pipeline.Results) (*pipeline.Document, error)) (*pipeline.Document, error) {
	var document *pipeline.Document
	err := w.rolledBack(ctx, func() error {
		results, err := w.computeInOrder(ctx, queries, w.orderArguments(order))
		if err != nil {
			return err
		}
		if document, err = compose(results); err != nil {
			return err
		}
		return w.addSources(ctx, document, order)
	})
	return document, err
}

// orderArguments are what queries know of an order.
func (w *Warehouse) orderArguments(order pipeline.Order) map[string]any {
	calendar := w.catalog.Config.Calendar
	first, _ := calendar.Days(order.Period)
	before := order.Period.YearBefore()
	_, beforeDay := calendar.Days(before)
	scope := make([]string, len(order.Scope))
	for i, u := range order.Scope {
		scope[i] = u.ID
	}
	return map[string]any{"unit": order.Unit.ID, "scope": scope, "period": order.Period.String(),
		"first": first, "day": order.LastDay(calendar), "map": order.MapDay(calendar), "before": before.String(), "before_day": beforeDay}
}

// addSources gives a document the cells of its figures.
func (w *Warehouse) addSources(ctx context.Context, document *pipeline.Document, order pipeline.Order) error {
	figures := document.Figures()
	cells, err := w.tracedCells(ctx, pipeline.CellsOf(figures))
	if table := w.catalog.SourcesOf(figures, cells, order); table != nil {
		document.Supplements = append(document.Supplements, pipeline.Supplement{Name: table.Caption, Blocks: []pipeline.Block{*table}})
	}
	return err
}

// rolledBack works in a transaction of which nothing stays: the tables that are made go with it.
func (w *Warehouse) rolledBack(ctx context.Context, do func() error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.exec(ctx, "BEGIN"); err != nil {
		return err
	}
	return errors.Join(do(), w.exec(context.WithoutCancel(ctx), "ROLLBACK"))
}

func (w *Warehouse) computeInOrder(ctx context.Context, queries []pipeline.Query, args map[string]any) (pipeline.Results, error) {
	taken, err := w.tables(ctx)
	if err != nil {
		return nil, err
	}
	results := make(pipeline.Results, len(queries))
	for _, q := range queries {
		// A table of the warehouse must not be hidden by a query's, for macros would read the wrong one.
		if taken[q.Name] {
			return nil, fmt.Errorf("%s:%d: query %s: the name is taken by a table or an earlier query; choose another", q.File, q.Line, q.Name)
		}
		taken[q.Name] = true
		if results[q.Name], err = w.computeNamed(ctx, q, args); err != nil {
			return nil, fmt.Errorf("%s:%d: query %s: %w", q.File, q.Line, q.Name, err)
		}
	}
	return results, nil
}

// tables returns the names of the tables and views that there are.
func (w *Warehouse) tables(ctx context.Context) (map[string]bool, error) {
	rows, err := w.conn.QueryContext(ctx, "SELECT table_name FROM information_schema.tables")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names[name] = true
	}
	return names, rows.Err()
}

// computeNamed makes a table of a query and reads it.
func (w *Warehouse) computeNamed(ctx context.Context, q pipeline.Query, args map[string]any) (pipeline.Result, error) {
	name := `"` + q.Name + `"` // catalogue names are letters, digits and _
	if _, err := w.conn.ExecContext(ctx, "CREATE TEMP TABLE "+name+" AS "+q.SQL, used(q.SQL, args)...); err != nil {
		return pipeline.Result{}, err
	}
	return w.compute(ctx, "FROM "+name, nil)
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

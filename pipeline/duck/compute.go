package duck

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Compute runs the queries of reports, each with $unit, $scope (the provinces that it is about), $period, $first and $day (from
// and up to which its figures go), $map (the day whose provinces its lines are), $before and $before_day (the same of the year before),
// $previous and $previous_day (of the period right before), $last_edition (the id of the edition before this one, 0 for none).
// What a query returns is a table of its name to the queries behind it in its report; one that two reports share runs once. Of the
// results documents are composed, and get the sources of their figures, before anything can change. What an order with an approval is
// made from is returned too.
func (w *Warehouse) Compute(ctx context.Context, reports [][]pipeline.Query, order pipeline.Order, compose func([]pipeline.Results) ([]*pipeline.Document, error)) ([]*pipeline.Document, []pipeline.Original, error) {
	var documents []*pipeline.Document
	var originals []pipeline.Original
	err := w.rolledBack(ctx, func() error {
		results, err := w.computeReports(ctx, reports, w.orderArguments(order))
		if err != nil {
			return err
		}
		if documents, err = compose(results); err != nil {
			return err
		}
		if err := w.addSources(ctx, documents, order); err != nil {
			return err
		}
		if order.Approval != nil {
			originals, err = w.originalsOf(ctx, documents, w.orderArguments(order))
		}
		return err
	})
	return documents, originals, err
}

// orderArguments are what queries know of an order.
func (w *Warehouse) orderArguments(order pipeline.Order) map[string]any {
	calendar := w.catalog.Config.Calendar
	first, _ := calendar.Days(order.Period)
	before, previous := order.Period.YearBefore(), order.Period.Previous()
	_, beforeDay := calendar.Days(before)
	_, previousDay := calendar.Days(previous)
	scope := make([]string, len(order.Scope))
	for i, u := range order.Scope {
		scope[i] = u.ID
	}
	return map[string]any{"unit": order.Unit.ID, "scope": scope, "period": order.Period.String(),
		"first": first, "day": order.LastDay(calendar), "map": order.MapDay(calendar), "before": before.String(), "before_day": beforeDay,
		"previous": previous.String(), "previous_day": previousDay, "last_edition": order.Last.ID}
}

// rolledBack works in a transaction of which nothing stays: the tables that are made go with it.
func (w *Warehouse) rolledBack(ctx context.Context, do func() error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.begin(ctx); err != nil {
		return err
	}
	return errors.Join(do(), w.exec(context.WithoutCancel(ctx), "ROLLBACK"))
}

// computeReports runs the queries of one report after the other. A report's query takes the place of an earlier report's of its name.
func (w *Warehouse) computeReports(ctx context.Context, reports [][]pipeline.Query, args map[string]any) ([]pipeline.Results, error) {
	taken, err := w.tables(ctx)
	if err != nil {
		return nil, err
	}
	standing := map[string]*made{}
	uses := usesOf(reports)
	results := make([]pipeline.Results, len(reports))
	for i, queries := range reports {
		results[i] = make(pipeline.Results, len(queries))
		own := map[string]bool{}
		for _, q := range queries {
			if taken[q.Name] || own[q.Name] { // a table of the warehouse must not be hidden by a query's, for macros would read the wrong one
				return nil, fmt.Errorf("%s:%d: query %s: the name is taken by a table or an earlier query; choose another", q.File, q.Line, q.Name)
			}
			own[q.Name] = true
			if err := w.computeNamed(ctx, q, args, uses[q.Name], standing); err != nil {
				return nil, fmt.Errorf("%s:%d: query %s: %w", q.File, q.Line, q.Name, err)
			}
			if !q.Unprinted {
				results[i][q.Name] = *standing[q.Name].result
			}
		}
	}
	return results, nil
}

// usesOf tells which words queries have, and so which queries others may use: a table is made of those alone. A wide one of figures
// takes longer to make than to compute.
func usesOf(reports [][]pipeline.Query) map[string]bool {
	uses := map[string]bool{}
	for _, queries := range reports {
		for _, q := range queries {
			for word := range strings.FieldsFuncSeq(q.SQL, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				uses[word] = true
			}
		}
	}
	return uses
}

// made is a query that ran, with what was read of it; nil where nothing was.
type made struct {
	query  pipeline.Query
	result *pipeline.Result
}

// computeNamed runs a query, unless it is standing already: it makes a table of one that others use, and reads what is printed.
func (w *Warehouse) computeNamed(ctx context.Context, q pipeline.Query, args map[string]any, isUsed bool, standing map[string]*made) error {
	name := `"` + q.Name + `"` // catalogue names are letters, digits and _
	m := standing[q.Name]
	if m == nil || m.query.SQL != q.SQL || m.query.File != q.File {
		m = &made{query: q}
		standing[q.Name] = m
		if isUsed {
			if _, err := w.conn.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE "+name+" AS "+q.SQL, used(q.SQL, args)...); err != nil {
				return explained(q.SQL, args, err)
			}
		}
	}
	if isUsed && q.Unprinted || m.result != nil {
		return nil
	}
	text := q.SQL
	if isUsed {
		text, args = "FROM "+name, nil
	}
	result, err := w.compute(ctx, text, args)
	if err != nil {
		return explained(text, args, err)
	}
	m.result = &result
	return nil
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

package duck

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
)

// findingColumns are what every rule returns.
var findingColumns = []string{"submission", "sheet", "cell", "got", "expected"}

// Try runs the queries of a report, which belong together, on what there is, and returns their results. More than one statement in a
// query, or one that is no SELECT, is refused.
func (w *Warehouse) Try(ctx context.Context, queries []pipeline.Query) (pipeline.Results, error) {
	for _, q := range queries {
		if err := w.oneStatement(ctx, q.SQL); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", q.File, q.Line, err)
		}
	}
	var results []pipeline.Results
	err := w.rolledBack(ctx, func() (err error) {
		order := pipeline.Order{Unit: pipeline.Unit{ID: pipeline.Nation}, Period: pipeline.Months(2024, time.January, 2024, time.December)}
		results, err = w.computeReports(ctx, [][]pipeline.Query{queries}, w.orderArguments(order))
		return err
	})
	if err != nil {
		return nil, err
	}
	return results[0], nil
}

// TryRules runs each rule over no submissions, and returns what is wrong with their queries: more than one statement, one that
// fails, or one that does not return what a finding is made of and what the rule's sentence and advice name.
func (w *Warehouse) TryRules(ctx context.Context, rules []pipeline.Rule) []error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.workOut(ctx, nil); err != nil {
		return []error{err}
	}
	var problems []error
	for _, rule := range rules {
		columns, err := w.tryRule(ctx, rule)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", rule.File, rule.Line, err))
			continue
		}
		problems = append(problems, holdColumns(rule, columns)...)
	}
	return problems
}

// tryRule runs a rule over no submissions, and returns the columns of its query.
func (w *Warehouse) tryRule(ctx context.Context, rule pipeline.Rule) ([]string, error) {
	if err := w.oneStatement(ctx, rule.SQL); err != nil {
		return nil, err
	}
	rows, err := w.conn.QueryContext(ctx, rule.SQL, used(rule.SQL, ruleArguments(rule, []int64{}))...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	for rows.Next() { // a rule without $submissions may find something
	}
	if err == nil {
		err = rows.Err()
	}
	return columns, err
}

// holdColumns holds what a rule needs against what its query returns.
func holdColumns(rule pipeline.Rule, columns []string) []error {
	var problems []error
	returned := strings.Join(columns, ", ")
	for _, name := range findingColumns {
		if !slices.Contains(columns, name) {
			problems = append(problems, fmt.Errorf("%s:%d: the query does not return %s; expected %s and what sentence and advice name, found %s",
				rule.File, rule.Line, name, strings.Join(findingColumns, ", "), returned))
		}
	}
	for _, blank := range rule.Blanks {
		if !slices.Contains(columns, blank.Name) || blank.Name == "submission" {
			problems = append(problems, fmt.Errorf("%s:%d: %s: {%s} is not filled in, for the query does not return it; it returns %s",
				rule.File, blank.Line, blank.Key, blank.Name, returned))
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

package duck

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"tonghop/pipeline"
)

//go:embed query/*.sql
var queries embed.FS

var parameter = regexp.MustCompile(`\$([a-z_]+)`)

// query runs a file of query/ with the named arguments that it uses, and calls row with each row's scanner.
func (w *Warehouse) query(ctx context.Context, name string, args map[string]any, row func(*sql.Rows) error) error {
	text, err := queries.ReadFile("query/" + name + ".sql")
	if err != nil {
		return err
	}
	rows, err := w.conn.QueryContext(ctx, string(text), used(string(text), args)...)
	if err != nil {
		return fmt.Errorf("query/%s.sql: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return fmt.Errorf("query/%s.sql: %w", name, err)
		}
	}
	return rows.Err()
}

// used picks the arguments that a query names, for DuckDB refuses those that it does not.
func used(text string, args map[string]any) []any {
	var named []any
	seen := map[string]bool{}
	for _, match := range parameter.FindAllStringSubmatch(text, -1) {
		value, ok := args[match[1]]
		if ok && !seen[match[1]] {
			seen[match[1]] = true
			named = append(named, sql.Named(match[1], value))
		}
	}
	return named
}

// explained says which parameter a query names that is none, which DuckDB only counts.
func explained(text string, args map[string]any, err error) error {
	for _, match := range parameter.FindAllStringSubmatch(text, -1) {
		if _, ok := args[match[1]]; !ok {
			return fmt.Errorf("%w: $%s is not known; expected one of $%s", err, match[1], strings.Join(slices.Sorted(maps.Keys(args)), ", $"))
		}
	}
	return err
}

// run executes a file of query/ that returns nothing.
func (w *Warehouse) run(ctx context.Context, name string, args map[string]any) error {
	return w.query(ctx, name, args, func(*sql.Rows) error { return nil })
}

// subjects returns the submissions that a query selects.
func (w *Warehouse) subjects(ctx context.Context, query string, args map[string]any) ([]subject, error) {
	var found []subject
	err := w.query(ctx, query, args, func(rows *sql.Rows) error {
		var s subject
		err := rows.Scan(&s.submission, &s.layout, &s.mapDay)
		found = append(found, s)
		return err
	})
	return found, err
}

// workOut makes the tables that rules of scope total read, once for all of them: the totals of submissions with their parts, and
// their figures with those of before.
func (w *Warehouse) workOut(ctx context.Context, subjects []subject) error {
	args := map[string]any{"submissions": idsOf(subjects, subjectID)}
	for _, name := range []string{"work_out_parts", "work_out_balances", "work_out_history"} {
		if err := w.run(ctx, name, args); err != nil {
			return err
		}
	}
	return nil
}

// idsOf lists the ids of things, as queries take them.
func idsOf[Thing any](things []Thing, id func(Thing) int64) []int64 {
	ids := make([]int64, len(things))
	for i, thing := range things {
		ids[i] = id(thing)
	}
	return ids
}

func subjectID(s subject) int64                { return s.submission }
func submissionID(s pipeline.Submission) int64 { return s.ID }

// forgetTotals deletes the findings of scope total on the submissions, before they are written anew, and returns them.
func (w *Warehouse) forgetTotals(ctx context.Context, subjects []subject) ([]pipeline.Finding, error) {
	args := map[string]any{"submissions": idsOf(subjects, subjectID)}
	forgotten, err := w.findings(ctx, "total_findings", args)
	if err != nil {
		return nil, err
	}
	return forgotten, w.run(ctx, "forget_totals", args)
}

// outcomes reads submissions and their findings, in the order of the ids.
func (w *Warehouse) outcomes(ctx context.Context, ids []int64) ([]pipeline.Outcome, error) {
	submissions, err := w.submissions(ctx, "outcomes", map[string]any{"submissions": ids})
	if err != nil {
		return nil, err
	}
	findings, err := w.findings(ctx, "outcome_findings", map[string]any{"submissions": ids})
	if err != nil {
		return nil, err
	}
	differences := map[int64][]pipeline.Difference{}
	if slices.ContainsFunc(submissions, func(s pipeline.Submission) bool { return s.Edition > 1 || s.State == pipeline.Quarantined }) {
		if differences, err = w.differences(ctx, ids); err != nil {
			return nil, err
		}
	}
	outcomes := make([]pipeline.Outcome, len(submissions))
	index := make(map[int64]int, len(submissions))
	for i, s := range submissions {
		outcomes[i] = pipeline.Outcome{Submission: s, Findings: []pipeline.Finding{}, Differences: differences[s.ID]}
		index[s.ID] = i
	}
	for _, f := range findings {
		o := &outcomes[index[f.Submission]]
		o.Findings = append(o.Findings, f)
	}
	return outcomes, nil
}

func (w *Warehouse) submissions(ctx context.Context, query string, args map[string]any) ([]pipeline.Submission, error) {
	found := []pipeline.Submission{}
	err := w.query(ctx, query, args, func(rows *sql.Rows) error {
		var s pipeline.Submission
		err := rows.Scan(&s.ID, &s.SHA256, &s.Name, &s.Size, &s.Received, &s.State, &s.Layout, &s.Version, &s.Reporter, &s.Period, &s.Edition, &s.Figures)
		s.Received = s.Received.UTC()
		found = append(found, s)
		return err
	})
	return found, err
}

func (w *Warehouse) findings(ctx context.Context, query string, args map[string]any) ([]pipeline.Finding, error) {
	found := []pipeline.Finding{}
	err := w.query(ctx, query, args, func(rows *sql.Rows) error {
		var f pipeline.Finding
		var causes, waiver any
		err := rows.Scan(&f.ID, &f.Submission, &f.Rule, &f.Severity, &f.Scope, &f.File, &f.Layout, &f.Reporter, &f.Period, &f.Sheet, &f.Cell, &f.Axis,
			&f.Got, &f.Expected, &f.Sentence, &f.Advice, &causes, &waiver)
		f.Causes, f.Waiver = causesOf(causes), waiverOf(waiver)
		found = append(found, f)
		return err
	})
	return found, err
}

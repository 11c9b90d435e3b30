package duck

import (
	"context"
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"

	"tonghop/pipeline"
)

// runRules runs every rule of a scope once over all the submissions that it looks at, and returns the findings.
func (w *Warehouse) runRules(ctx context.Context, scope pipeline.Scope, subjects []subject) ([]pipeline.Finding, error) {
	var found []pipeline.Finding
	for _, rule := range w.catalog.Rules {
		if rule.Scope != scope {
			continue
		}
		severities := make(map[int64]pipeline.Severity, len(subjects))
		for _, s := range subjects {
			if rule.ValidOn(s.mapDay) && w.catalog.LooksAt(rule, s.layout) {
				severities[s.submission] = rule.SeverityOn(s.mapDay)
			}
		}
		if len(severities) == 0 {
			continue
		}
		more, err := w.runRule(ctx, rule, severities)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", rule.File, rule.Line, err)
		}
		found = append(found, more...)
	}
	return w.describe(ctx, found)
}

// runRule runs a rule over submissions, each with what a finding weighs on it.
func (w *Warehouse) runRule(ctx context.Context, rule pipeline.Rule, severities map[int64]pipeline.Severity) ([]pipeline.Finding, error) {
	ids := slices.Sorted(maps.Keys(severities))
	rows, err := w.conn.QueryContext(ctx, rule.SQL, used(rule.SQL, ruleArguments(rule, ids))...)
	if err != nil {
		return nil, explained(rule.SQL, ruleArguments(rule, ids), err)
	}
	defer rows.Close()
	var found []pipeline.Finding
	err = scanAll(rows, func(columns []string, values []any) error {
		finding, err := makeFinding(rule, columns, values)
		finding.Severity = severities[finding.Submission]
		found = append(found, finding)
		return err
	})
	return found, err
}

// ruleArguments are what a rule's query may name.
func ruleArguments(rule pipeline.Rule, submissions []int64) map[string]any {
	return map[string]any{"submissions": submissions, "mode": string(rule.Mode)}
}

// makeFinding fills the rule's sentences with what its query returned. A figure is got and expected as tables print it, and
// told in words: "-" and "x" would not be understood in a sentence.
func makeFinding(rule pipeline.Rule, columns []string, values []any) (pipeline.Finding, error) {
	f := pipeline.Finding{Rule: rule.Code, Scope: rule.Scope}
	printed, told := make(map[string]string, len(columns)), make(map[string]string, len(columns))
	for i, column := range columns {
		if column == "submission" {
			f.Submission, _ = values[i].(int64)
			continue
		}
		cell, err := cellOf(values[i])
		if err != nil {
			return f, fmt.Errorf("column %s: %w", column, err)
		}
		printed[column], told[column] = cell.Text, cell.Text
		if cell.Figure != nil {
			printed[column], told[column] = cell.Figure.Quantity.String(), cell.Figure.Quantity.Prose()
		}
	}
	f.Axis = pipeline.Axis(printed["axis"])
	_, f.Imbalance = printed["imbalance"]
	f.Sheet, f.Cell, f.Got, f.Expected = printed["sheet"], printed["cell"], printed["got"], printed["expected"]
	f.Sentence, f.Advice = pipeline.Fill(rule.Sentence, told), pipeline.Fill(rule.Advice, told)
	return f, nil
}

// describe gives findings the file, reporter and period of their submissions, and so their ids.
func (w *Warehouse) describe(ctx context.Context, found []pipeline.Finding) ([]pipeline.Finding, error) {
	if len(found) == 0 {
		return nil, nil
	}
	about := map[int64]pipeline.Submission{}
	var ids []int64
	for _, f := range found {
		if _, ok := about[f.Submission]; !ok {
			about[f.Submission] = pipeline.Submission{}
			ids = append(ids, f.Submission)
		}
	}
	submissions, err := w.submissions(ctx, "outcomes", map[string]any{"submissions": ids})
	for _, s := range submissions {
		about[s.ID] = s
	}
	for i := range found {
		s := about[found[i].Submission]
		found[i].File, found[i].Layout, found[i].Reporter, found[i].Period = s.Name, s.Layout, s.Reporter, s.Period
		found[i].Identify()
	}
	return found, err
}

// readFindings makes findings of a refusal, or of what reading came upon, with the catalogue's messages.
func (w *Warehouse) readFindings(a pipeline.Arrival) []pipeline.Finding {
	base := pipeline.Finding{Scope: pipeline.FormScope, Submission: a.Receipt.ID, File: a.Receipt.Name}
	var refusals []pipeline.Refusal
	if a.Refusal != nil {
		refusals = append(refusals, *a.Refusal)
	}
	if a.Reading != nil {
		base.Layout, base.Reporter, base.Period = a.Reading.Layout, a.Reading.Reporter.ID, a.Reading.Period.String()
		refusals = a.Reading.Refusals
	}
	found := make([]pipeline.Finding, len(refusals))
	for i, r := range refusals {
		found[i] = base
		w.tell(&found[i], r)
	}
	return found
}

// tell fills a finding from a refusal and its message.
func (w *Warehouse) tell(f *pipeline.Finding, r pipeline.Refusal) {
	message := w.catalog.Messages[r.Code]
	values := maps.Clone(r.Values)
	if values == nil {
		values = map[string]string{}
	}
	for name, value := range map[string]string{"file": f.File, "sheet": r.Sheet, "cell": r.Cell, "got": r.Got} {
		if _, ok := values[name]; !ok {
			values[name] = value
		}
	}
	f.Rule, f.Severity, f.Sheet, f.Cell, f.Got, f.Expected = r.Code, message.Severity, r.Sheet, r.Cell, r.Got, values["expected"]
	f.Sentence, f.Advice = pipeline.Fill(message.Sentence, values), pipeline.Fill(message.Advice, values)
	f.Identify()
}

// appendFindings writes findings.
func (w *Warehouse) appendFindings(found []pipeline.Finding) error {
	return w.append("finding", func(add func(...driver.Value) error) error {
		for _, f := range found {
			if err := add(f.ID, f.Submission, f.Rule, string(f.Severity), string(f.Scope), f.Sheet, f.Cell,
				f.Got, f.Expected, f.Sentence, f.Advice, string(f.Axis), causesOut(f.Causes)); err != nil {
				return err
			}
		}
		return nil
	})
}

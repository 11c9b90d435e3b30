package duck

import (
	"cmp"
	"context"
	"database/sql"
	"maps"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// explain gives findings about an imbalance what may be behind it. It asks the warehouse for all of them together, and not at all where
// there is none. The parts are those of the table total_part.
func (w *Warehouse) explain(ctx context.Context, found []pipeline.Finding) error {
	var numbers, submissions []int64
	var sheets, cells, axes []string
	for i, f := range found {
		if f.Imbalance {
			numbers, submissions = append(numbers, int64(i)), append(submissions, f.Submission)
			sheets, cells, axes = append(sheets, f.Sheet), append(cells, f.Cell), append(axes, string(f.Axis))
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	args := map[string]any{"findings": numbers, "submissions": submissions, "sheets": sheets, "cells": cells, "axes": axes}
	if err := w.run(ctx, "explain_terms", args); err != nil { // the one statement that knows how few they are makes the next one quick
		return err
	}
	balances := make([]pipeline.Balance, len(found))
	read := termReader{balances: balances}
	if err := w.query(ctx, "explain", nil, read.row); err != nil {
		return err
	}
	for _, i := range numbers {
		found[i].Causes = w.causes(balances[i].Explain())
	}
	return nil
}

// termReader makes balances of the rows of explain.sql: those of a term come together, its own figure first.
type termReader struct {
	balances []pipeline.Balance
	term     *pipeline.Term
}

func (r *termReader) row(rows *sql.Rows) error {
	var finding, part int64
	var kind, name, state, qualifier, words, file, cell string
	var first, last int
	var value, upper, low, high any
	var decimal bool
	if err := rows.Scan(&finding, &part, &name, &kind, &state, &qualifier, &value, &upper, &words, &low, &high, &first, &last, &cell, &file, &decimal); err != nil {
		return err
	}
	amount := amountOf(state, qualifier, words, value, upper, low, high)
	place := pipeline.Place{File: file, Cell: cell}
	if kind == "now" {
		r.begin(&r.balances[finding], part, pipeline.Term{Name: name, Amount: amount, Place: place}, decimal)
		return nil
	}
	past := pipeline.Past{Amount: amount, Period: pipeline.Run(first, last).Name(), Place: place}
	switch kind {
	case "place":
		if r.term.Cell == "" && amount.Quantity.Value == r.term.Quantity.Value && amount.Quantity.Qualifier == r.term.Quantity.Qualifier {
			r.term.Place = place
		}
	case "row":
		r.term.Row = cmp.Or(r.term.Row, &past)
	case "earlier":
		r.term.Earlier = append(r.term.Earlier, past)
	case "before":
		r.term.Before = cmp.Or(r.term.Before, &past)
	case "year":
		r.term.YearBefore = cmp.Or(r.term.YearBefore, &past)
	}
	return nil
}

// begin adds a term to its balance; the total comes first.
func (r *termReader) begin(b *pipeline.Balance, part int64, term pipeline.Term, decimal bool) {
	if part > 0 {
		b.Parts = append(b.Parts, term)
		r.term = &b.Parts[len(b.Parts)-1]
		return
	}
	b.Total, b.Step = term, vi.One
	if decimal {
		b.Step = 1
	}
	r.term = &b.Total
}

// amountOf makes an amount of what the warehouse keeps of a figure; of one that a number cannot hold, an amount that nothing explains.
func amountOf(state, qualifier, words string, value, upper, low, high any) pipeline.Amount {
	a := pipeline.Amount{Quantity: vi.Quantity{State: vi.State(state), Qualifier: vi.Qualifier(qualifier), Words: words}}
	for _, number := range []struct {
		from any
		to   *vi.Number
	}{{value, &a.Quantity.Value}, {upper, &a.Quantity.Upper}, {low, &a.Low}, {high, &a.High}} {
		d, ok := number.from.(duckdb.Decimal)
		if !ok {
			continue
		}
		var err error
		if *number.to, err = numberOf(d); err != nil {
			return pipeline.Amount{Low: 1}
		}
	}
	return a
}

// causes puts explanations into the catalogue's words.
func (w *Warehouse) causes(explanations []pipeline.Explanation) []pipeline.Cause {
	var causes []pipeline.Cause
	for _, e := range explanations {
		values := maps.Clone(e.Values)
		for place, at := range e.Places {
			values[place] = w.placeWords(at)
		}
		causes = append(causes, pipeline.Cause{Code: e.Code, Sentence: pipeline.Fill(w.catalog.Words["cause-"+e.Code], values)})
	}
	return causes
}

// placeWords says where a figure stands, "" where that is not known.
func (w *Warehouse) placeWords(at pipeline.Place) string {
	word := "cause-place-elsewhere"
	switch {
	case at.Cell == "":
		return ""
	case at.File == "":
		word = "cause-place"
	}
	return pipeline.Fill(w.catalog.Words[word], map[string]string{"file": at.File, "cell": at.Cell})
}

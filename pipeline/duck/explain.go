package duck

import (
	"context"
	"database/sql"
	"maps"

	"github.com/duckdb/duckdb-go/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// explain gives findings about an imbalance what may be behind it. It asks the warehouse once for all of them, and not at all where
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
	balances := make([]pipeline.Balance, len(found))
	args := map[string]any{"findings": numbers, "submissions": submissions, "sheets": sheets, "cells": cells, "axes": axes}
	if err := w.query(ctx, "explain", args, func(rows *sql.Rows) error { return readTerm(rows, balances) }); err != nil {
		return err
	}
	for _, i := range numbers {
		found[i].Causes = w.causes(balances[i].Explain())
	}
	return nil
}

// readTerm adds a row of explain.sql to the balance that it is of. Rows of a term come together, its own figure first.
func readTerm(rows *sql.Rows, balances []pipeline.Balance) error {
	var finding, part, order int64
	var kind, name, state, qualifier, words, period, file, cell string
	var value, upper, low, high any
	var decimal bool
	if err := rows.Scan(&finding, &part, &kind, &name, &state, &qualifier, &value, &upper, &words, &low, &high, &period, &file, &cell, &decimal, &order); err != nil {
		return err
	}
	amount := amountOf(state, qualifier, words, value, upper, low, high)
	b := &balances[finding]
	place := pipeline.Place{File: file, Cell: cell}
	past := pipeline.Past{Amount: amount, Period: period, Place: place}
	term := &b.Total
	if part > 0 && kind != "now" {
		term = &b.Parts[part-1]
	}
	switch kind {
	case "earlier":
		term.Earlier = append(term.Earlier, past)
	case "before":
		term.Before = &past
	case "year":
		term.YearBefore = &past
	default:
		made := pipeline.Term{Name: name, Amount: amount, Place: place}
		if part > 0 {
			b.Parts = append(b.Parts, made)
			return nil
		}
		b.Total, b.Step = made, vi.One
		if decimal {
			b.Step = 1
		}
	}
	return nil
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

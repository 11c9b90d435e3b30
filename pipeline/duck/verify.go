package duck

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"tonghop/pipeline"
)

// Audit reads the journal and what must agree with it.
func (w *Warehouse) Audit(ctx context.Context) (*pipeline.Audit, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var a pipeline.Audit
	var err error
	if a.Entries, err = w.journalAsItStands(ctx); err != nil {
		return nil, err
	}
	if err := w.query(ctx, "audit_meta", nil, func(rows *sql.Rows) error { return rows.Scan(&a.Head.Seq, &a.Head.Hash, &a.Before) }); err != nil {
		return nil, err
	}
	if err := w.query(ctx, "audit_submissions", nil, func(rows *sql.Rows) error {
		var s pipeline.AuditedSubmission
		err := rows.Scan(&s.ID, &s.SHA256, &s.Name, &s.Size, &s.Received, &s.State, &s.Layout, &s.Version, &s.Reporter, &s.Period, &s.Edition, &s.Figures, &s.LayoutHash, &s.CatalogHash)
		s.Received = s.Received.UTC()
		a.Submissions = append(a.Submissions, s)
		return err
	}); err != nil {
		return nil, err
	}
	if a.Closings, err = w.closings(ctx); err != nil {
		return nil, err
	}
	if a.Editions, err = w.auditedEditions(ctx); err != nil {
		return nil, err
	}
	err = w.query(ctx, "audit_done", nil, func(rows *sql.Rows) error {
		var e pipeline.JournalEntry
		var names, values any
		err := rows.Scan(&e.Action, &e.Subject, &e.Who, &names, &values)
		e.Detail = pairsOf(names, values)
		a.Done = append(a.Done, e)
		return err
	})
	return &a, err
}

// pairsOf makes a detail of a list of names and one of values, without those that say nothing.
func pairsOf(names, values any) map[string]string {
	pairs := map[string]string{}
	list, _ := values.([]any)
	for i, name := range names.([]any) {
		if value, _ := list[i].(string); value != "" {
			pairs[name.(string)] = value
		}
	}
	return pairs
}

// Reread compares readings of originals with what is kept of them, all in a transaction that is rolled back.
func (w *Warehouse) Reread(ctx context.Context, arrivals []pipeline.Arrival) (found []pipeline.Discrepancy, err error) {
	ids := make([]int64, 0, 2*len(arrivals))
	fresh := slices.Clone(arrivals)
	for i := range fresh {
		ids = append(ids, fresh[i].Receipt.ID, -fresh[i].Receipt.ID)
		fresh[i].Receipt.ID = -fresh[i].Receipt.ID
	}
	err = w.rolledBack(ctx, func() error {
		if err := w.appendArrivals(fresh); err != nil {
			return err
		}
		found, err = w.rereadDifferences(ctx, ids)
		return err
	})
	return found, err
}

// rereadDifferences compares rows of submissions with those of the same ids below 0, which were just read.
func (w *Warehouse) rereadDifferences(ctx context.Context, ids []int64) ([]pipeline.Discrepancy, error) {
	sides := map[pipeline.StoredRow][2]map[string]any{} // as it is kept, as it was just read
	var order []pipeline.StoredRow
	if err := w.query(ctx, "reread_differences", map[string]any{"submissions": ids}, func(rows *sql.Rows) error {
		var at pipeline.StoredRow
		var kept bool
		var content string
		if err := rows.Scan(&at.Submission, &at.What, &at.Sheet, &at.Cell, &kept, &content); err != nil {
			return err
		}
		pair, ok := sides[at]
		if !ok {
			order = append(order, at)
		}
		side := 1
		if kept {
			side = 0
		}
		err := json.Unmarshal([]byte(content), &pair[side])
		sides[at] = pair
		return err
	}); err != nil {
		return nil, err
	}
	var found []pipeline.Discrepancy
	for _, at := range order {
		found = append(found, discrepancies(at, sides[at][0], sides[at][1])...)
	}
	return found, nil
}

// discrepancies tells in which columns two rows differ; a row that is on one side only is one.
func discrepancies(at pipeline.StoredRow, kept, fresh map[string]any) []pipeline.Discrepancy {
	if kept == nil || fresh == nil {
		return []pipeline.Discrepancy{{StoredRow: at, OnlyKept: fresh == nil, OnlyFresh: kept == nil}}
	}
	var found []pipeline.Discrepancy
	for _, column := range slices.Sorted(maps.Keys(kept)) {
		have, want := fmt.Sprint(kept[column]), fmt.Sprint(fresh[column])
		if column != "kept" && column != "fresh" && have != want {
			found = append(found, pipeline.Discrepancy{StoredRow: at, Column: column, Kept: have, Fresh: want})
		}
	}
	return found
}

package duck

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"tonghop/pipeline"
)

// Known answers for receipts that need no reading.
func (w *Warehouse) Known(ctx context.Context, receipts []pipeline.Receipt) (map[int64]pipeline.Outcome, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ids, hashes := make([]int64, len(receipts)), make([]string, len(receipts))
	for i, r := range receipts {
		ids[i], hashes[i] = r.ID, r.SHA256
	}
	pairs := map[int64]int64{} // receipt to submission
	var found []int64
	args := map[string]any{"receipts": ids, "hashes": hashes, "catalog": w.catalog.Hash, "not_by_bytes": append([]string{pipeline.OtherUnitRefusal}, pipeline.MachineRefusals...)}
	if err := w.query(ctx, "known", args, func(rows *sql.Rows) error {
		var receipt, submission int64
		err := rows.Scan(&receipt, &submission)
		pairs[receipt] = submission
		found = append(found, submission)
		return err
	}); err != nil || len(found) == 0 {
		return nil, err
	}
	outcomes, err := w.outcomes(ctx, found)
	if err != nil {
		return nil, err
	}
	closed, err := w.closings(ctx)
	known := make(map[int64]pipeline.Outcome, len(pairs))
	for _, receipt := range receipts {
		i := slices.IndexFunc(outcomes, func(o pipeline.Outcome) bool { return o.ID == pairs[receipt.ID] })
		if i < 0 {
			continue
		}
		outcome := outcomes[i]
		if receipt.ID != outcome.ID && outcome.Reporter != "" && !receipt.Fits(outcome.Reporter, w.catalog.Geography) {
			continue // what is known came by another way
		}
		outcome.Name = receipt.Name
		switch {
		case receipt.ID == outcome.ID:
		case outcome.State == pipeline.Accepted:
			outcome.State = pipeline.Unchanged
			outcome.Differences = nil // to the edition that it is
			note := w.noteOn(outcome.Submission, "same-content", map[string]string{"edition": strconv.Itoa(outcome.Edition)})
			outcome.Findings = append([]pipeline.Finding{note}, outcome.Findings...)
		case outcome.State == pipeline.Quarantined && !w.isClosed(closed, outcome.Period):
			continue // what was closed then is open again
		}
		known[receipt.ID] = outcome
	}
	return known, err
}

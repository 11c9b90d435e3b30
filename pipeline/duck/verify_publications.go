package duck

import (
	"context"
	"database/sql"
	"errors"

	"tonghop/pipeline"
)

// auditedEditions reads the editions with the hashes of what is kept of each: figures are many, and are not held in memory.
func (w *Warehouse) auditedEditions(ctx context.Context) ([]pipeline.AuditedEdition, error) {
	editions, err := w.editionsOf(ctx, pipeline.EditionFilter{})
	if err != nil || len(editions) == 0 {
		return nil, err
	}
	audited := make([]pipeline.AuditedEdition, len(editions))
	places := make(map[int64]*pipeline.AuditedEdition, len(editions))
	for i, e := range editions {
		audited[i] = pipeline.AuditedEdition{Edition: e, Hash: pipeline.NewContentHash()}
		places[e.ID] = &audited[i]
	}
	figures := w.keptFigures(ctx, 0, func(of int64, f pipeline.KeptFigure) {
		if e := places[of]; e != nil { // a draft has no place
			e.Hash.AddFigure(f)
		}
	})
	passages := w.keptPassages(ctx, 0, func(of int64, p pipeline.DraftedPassage) {
		if e := places[of]; e != nil {
			e.Hash.AddPassage(p)
		}
	})
	originals := w.query(ctx, "audit_originals", nil, func(rows *sql.Rows) error {
		var of int64
		var o pipeline.Original
		err := rows.Scan(&of, &o.Submission, &o.SHA256)
		if e := places[of]; e != nil {
			e.Hash.AddOriginal(o)
			e.Originals = append(e.Originals, o)
		}
		return err
	})
	return audited, errors.Join(figures, passages, originals)
}

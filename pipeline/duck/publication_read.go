package duck

import (
	"context"
	"database/sql"
	"errors"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

func subjectArguments(s pipeline.Subject) map[string]any {
	return map[string]any{"name": s.Name, "unit": s.Unit, "period": s.Period, "map": s.Map}
}

// Published returns the last edition of a subject, of which it says id, number, date and mark only, and its draft, with what it shows where
// that is asked for; each is zero where there is none.
func (w *Warehouse) Published(ctx context.Context, subject pipeline.Subject, content bool) (pipeline.Edition, pipeline.Draft, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	last, draft, err := w.published(ctx, subject)
	if err != nil || draft.ID == 0 || !content {
		return last, draft, err
	}
	err = errors.Join(w.keptPassages(ctx, draft.ID, func(_ int64, p pipeline.DraftedPassage) { draft.Passages = append(draft.Passages, p) }),
		w.keptFigures(ctx, draft.ID, func(_ int64, f pipeline.KeptFigure) { draft.Figures = append(draft.Figures, f) }))
	return last, draft, err
}

func (w *Warehouse) published(ctx context.Context, subject pipeline.Subject) (last pipeline.Edition, draft pipeline.Draft, err error) {
	err = w.query(ctx, "publication_heads", subjectArguments(subject), func(rows *sql.Rows) error {
		var id int64
		var edition int
		var text, mark, by string
		var dated sql.NullTime
		err := rows.Scan(&id, &edition, &text, &dated, &mark, &by)
		if edition == 0 {
			draft.ID, draft.By, draft.Text = id, by, text
		} else {
			last = pipeline.Edition{ID: id, Number: edition, Subject: subject, Approval: pipeline.Approval{Date: dated.Time.UTC(), Mark: mark}}
		}
		return err
	})
	return last, draft, err
}

// CheckNumber returns a *pipeline.DecisionError where a document of something else bears the number of an edition, with its symbol, in its year.
func (w *Warehouse) CheckNumber(ctx context.Context, e pipeline.Edition) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.checkNumber(ctx, e)
}

func (w *Warehouse) checkNumber(ctx context.Context, e pipeline.Edition) error {
	args := subjectArguments(e.Subject)
	args["number"], args["symbol"], args["year"], args["marked"] = e.Approval.Number, e.Symbol, e.Date.Year(), e.Marked()
	var taken error
	err := w.query(ctx, "publication_number", args, func(rows *sql.Rows) error {
		var edition int
		var subject string
		err := rows.Scan(&edition, &subject)
		taken = pipeline.Refuse("number-taken", "number {number} of {year} is taken by edition {edition} of {subject}; give another", "number", e.Cited(), "year", e.Date.Year(), "edition", edition, "subject", subject)
		return err
	})
	if err != nil {
		return err
	}
	return taken
}

// Editions lists the editions, the oldest first.
func (w *Warehouse) Editions(ctx context.Context, filter pipeline.EditionFilter) ([]pipeline.Edition, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.editionsOf(ctx, filter)
}

func (w *Warehouse) editionsOf(ctx context.Context, filter pipeline.EditionFilter) ([]pipeline.Edition, error) {
	return w.editions(ctx, "publications", map[string]any{"id": filter.ID, "name": filter.Name, "unit": filter.Unit, "period": filter.Period})
}

// EditionsOf returns the editions that have a file of one of the hashes, each with those files only.
func (w *Warehouse) EditionsOf(ctx context.Context, hashes []string) ([]pipeline.Edition, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.editions(ctx, "publications_with", map[string]any{"hashes": hashes})
}

func (w *Warehouse) editions(ctx context.Context, query string, args map[string]any) ([]pipeline.Edition, error) {
	found := []pipeline.Edition{}
	err := w.query(ctx, query, args, func(rows *sql.Rows) error {
		var e pipeline.Edition
		var f pipeline.KeptFile
		err := rows.Scan(&e.ID, &e.Number, &e.Name, &e.Unit, &e.UnitName, &e.Period, &e.Map, &e.Approval.Number, &e.Symbol, &e.Date,
			&e.Signer.Authority, &e.Signer.Title, &e.Signer.Name, &e.Mark, &e.Text, &e.CatalogHash, &e.By, &e.At, &f.Name, &f.Title, &f.Size, &f.SHA256)
		e.At = e.At.UTC()
		if len(found) == 0 || found[len(found)-1].ID != e.ID {
			found = append(found, e)
		}
		of := &found[len(found)-1]
		of.Files = append(of.Files, f)
		return err
	})
	return found, err
}

// keptPassages reads the passages of a publication; of all, where it is 0.
func (w *Warehouse) keptPassages(ctx context.Context, publication int64, passage func(of int64, p pipeline.DraftedPassage)) error {
	return w.query(ctx, "publication_passages", map[string]any{"publication": publication}, func(rows *sql.Rows) error {
		var of int64
		var p pipeline.DraftedPassage
		err := rows.Scan(&of, &p.ID, &p.Title, &p.Drafted, &p.Text)
		passage(of, p)
		return err
	})
}

// keptFigures reads the figures of a publication; of all, where it is 0.
func (w *Warehouse) keptFigures(ctx context.Context, publication int64, figure func(of int64, f pipeline.KeptFigure)) error {
	return w.query(ctx, "publication_figures", map[string]any{"publication": publication}, func(rows *sql.Rows) error {
		var of int64
		var f pipeline.KeptFigure
		var value, upper any
		q := &f.Quantity
		if err := rows.Scan(&of, &f.Unit, &f.Indicator, &f.Period, &f.Breakdown, &f.Source, &f.Computed, &f.Shown, &q.State, &q.Qualifier, &value, &upper, &q.Words); err != nil {
			return err
		}
		for _, number := range []struct {
			from any
			to   *vi.Number
		}{{value, &q.Value}, {upper, &q.Upper}} {
			n, err := numberOrNil(number.from)
			if err != nil {
				return err
			}
			if n != nil {
				*number.to = *n
			}
		}
		figure(of, f)
		return nil
	})
}

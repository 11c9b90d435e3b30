package duck

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"tonghop/pipeline"
)

// RecordPublication records a draft, in the place of the one before it, or an edition, which ends the draft, with its line of the journal; one with a mark of
// secrecy ends deliveries of the draft too: all in one transaction. What is wrong with an edition's number is a *pipeline.DecisionError.
func (w *Warehouse) RecordPublication(ctx context.Context, e pipeline.Edition, content pipeline.Content) (pipeline.Edition, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err := w.transaction(ctx, func() error {
		if err := w.forgetDraft(ctx, e.Subject); err != nil {
			return err
		}
		if e.Number > 0 {
			if err := w.checkNumber(ctx, e); err != nil {
				return err
			}
		}
		last := 0
		if err := w.query(ctx, "publication_next", subjectArguments(e.Subject), func(rows *sql.Rows) error { return rows.Scan(&e.ID, &last) }); err != nil {
			return err
		}
		if e.Number > 0 && e.Number != last+1 {
			return pipeline.Refuse("edition-meanwhile", "edition {edition} of {subject} was published meanwhile: approve it again", "edition", last, "subject", e.Subject)
		}
		e.At, e.Text = w.now().UTC(), content.Text
		if e.Marked() {
			args := map[string]any{"subject": pipeline.DraftSubject(e.Subject), "words": "not sent: the document is published with a mark of secrecy", "now": e.At}
			if err := w.run(ctx, "deliver_drop_drafts", args); err != nil {
				return err
			}
		}
		return errors.Join(w.appendPublication(e, content), w.record(ctx, e.Entry(content.Hash())))
	})
	return e, err
}

// forgetDraft deletes the draft of a subject.
func (w *Warehouse) forgetDraft(ctx context.Context, subject pipeline.Subject) error {
	_, draft, err := w.published(ctx, subject)
	if err != nil || draft.ID == 0 {
		return err
	}
	args := map[string]any{"publication": draft.ID}
	for _, table := range []string{"", "_figure", "_passage"} { // files and originals are an edition's
		err = errors.Join(err, w.run(ctx, "forget_publication"+table, args))
	}
	return err
}

func (w *Warehouse) appendPublication(e pipeline.Edition, content pipeline.Content) error {
	return errors.Join(
		w.append("publication", func(add func(...driver.Value) error) error {
			var dated driver.Value
			if e.Number > 0 {
				dated = e.Date
			}
			return add(e.ID, int32(e.Number), e.Name, e.Unit, e.UnitName, e.Period, e.Map, e.Approval.Number, e.Symbol, dated,
				e.Signer.Authority, e.Signer.Title, e.Signer.Name, e.Mark, e.Text, e.CatalogHash, e.By, e.At)
		}),
		w.append("publication_file", func(add func(...driver.Value) error) error {
			if e.Number == 0 {
				return nil // nobody reads those of a draft
			}
			for i, f := range e.Files {
				if err := add(e.ID, int32(i), f.Name, f.Title, f.Size, f.SHA256); err != nil {
					return err
				}
			}
			return nil
		}),
		w.append("publication_figure", func(add func(...driver.Value) error) error {
			for i, f := range content.Figures {
				numbers := numbersOf(f.Quantity, 1)
				if err := add(e.ID, int32(i), f.Unit, f.Indicator, f.Period, f.Breakdown, string(f.Source), f.Computed, f.Shown,
					string(f.Quantity.State), string(f.Quantity.Qualifier), numbers[0], numbers[1], f.Quantity.Words); err != nil {
					return err
				}
			}
			return nil
		}),
		w.append("publication_passage", func(add func(...driver.Value) error) error {
			for i, p := range content.Passages {
				if err := add(e.ID, int32(i), p.ID, p.Title, p.Drafted, p.Text); err != nil {
					return err
				}
			}
			return nil
		}),
		w.append("publication_original", func(add func(...driver.Value) error) error {
			for _, o := range content.Originals {
				if err := add(e.ID, o.Submission, o.SHA256); err != nil {
					return err
				}
			}
			return nil
		}))
}

// originalsOf returns the submissions whose cells the figures of documents are made of, and the forms with registers, events and texts.
func (w *Warehouse) originalsOf(ctx context.Context, documents []*pipeline.Document, order map[string]any) ([]pipeline.Original, error) {
	var cells []int64
	seen := map[int64]bool{}
	for _, d := range documents {
		for _, f := range d.Figures() {
			for _, cell := range f.Cells {
				if !seen[cell] {
					seen[cell] = true
					cells = append(cells, cell)
				}
			}
		}
	}
	order["cells"] = cells
	var found []pipeline.Original
	err := w.query(ctx, "publication_originals", order, func(rows *sql.Rows) error {
		var o pipeline.Original
		err := rows.Scan(&o.Submission, &o.SHA256)
		found = append(found, o)
		return err
	})
	return found, err
}

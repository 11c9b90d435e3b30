package pipeline

import (
	"context"
	"slices"
)

// composed are the documents of an order with what they show.
type composed struct {
	documents []*Document
	content   Content
	again     Content // of an order with an approval: what its draft would show now
}

// compose makes the documents of an order.
func (p *Pipeline) compose(ctx context.Context, order Order, draft Draft) (composed, error) {
	reports := make([][]Query, len(order.Reports))
	for i, report := range order.Reports {
		var err error
		if reports[i], err = p.Composer.Queries(report); err != nil {
			return composed{}, err
		}
	}
	var made composed
	documents, originals, err := p.Warehouse.Compute(ctx, reports, order, func(results []Results) (documents []*Document, err error) {
		made, err = p.composeAll(order, draft, results)
		return made.documents, err
	})
	made.documents, made.content.Originals = documents, originals
	return made, err
}

// composeAll composes the documents, and first as they are drafted without approval and editing: that says what may be edited, and what of a
// draft is otherwise now.
func (p *Pipeline) composeAll(order Order, draft Draft, results []Results) (made composed, err error) {
	plain := order
	plain.Approval, plain.Wording = nil, nil
	drafted, err := p.Composer.Compose(plain, results)
	if err != nil {
		return made, err
	}
	passages := passagesOf(drafted)
	if order.Wording, err = draft.wordingOf(order, passages); err != nil {
		return made, err
	}
	compose := func(order Order) ([]*Document, error) {
		if order.Approval == nil && len(order.Wording) == 0 {
			return drafted, nil
		}
		return p.Composer.Compose(order, results)
	}
	if made.documents, err = compose(order); err != nil {
		return made, err
	}
	var known []Results
	if order.Approval != nil {
		known = results
		plain.Wording = draft.edited(passages)
		again, err := compose(plain)
		if err != nil {
			return made, err
		}
		made.again = contentOf(again, nil)
		made.again.Passages = draftedPassages(again, passages)
	}
	made.content = contentOf(made.documents, known)
	made.content.Passages = draftedPassages(made.documents, passages)
	return made, nil
}

// stillAs returns a *ChangedError where a draft would show something else now.
func (c composed) stillAs(draft Draft) error {
	if draft.ID == 0 {
		return nil
	}
	return c.again.since(draft.Content)
}

// passagesOf are the passages of documents that may be edited, each once. A wording is known by its id: of texts that differ under one, none may.
func passagesOf(documents []*Document) []Passage {
	var all []Passage
	texts, differ := map[string]string{}, map[string]bool{}
	for _, d := range documents {
		for _, p := range d.Passages {
			p.Text = tidy(p.Text)
			if text, ok := texts[p.ID]; ok {
				differ[p.ID] = differ[p.ID] || text != p.Text
				continue
			}
			texts[p.ID] = p.Text
			all = append(all, p)
		}
	}
	return slices.DeleteFunc(all, func(p Passage) bool { return differ[p.ID] })
}

// draftedPassages are the passages of documents, each with the text that was drafted for it.
func draftedPassages(documents []*Document, drafted []Passage) []DraftedPassage {
	texts := map[string]string{}
	for _, p := range passagesOf(documents) {
		texts[p.ID] = p.Text
	}
	var all []DraftedPassage
	for _, p := range drafted {
		all = append(all, DraftedPassage{Passage{p.ID, p.Title, texts[p.ID]}, p.Text})
	}
	return all
}

package pipeline

import (
	"strconv"
	"time"
)

// ContentHash is what the journal keeps of a content: hashes over its parts, each in its order.
type ContentHash struct{ figures, passages, originals Netstrings }

// NewContentHash begins a hash.
func NewContentHash() ContentHash {
	return ContentHash{NewNetstrings(), NewNetstrings(), NewNetstrings()}
}

// AddFigure adds a figure.
func (h ContentHash) AddFigure(f KeptFigure) {
	q := f.Quantity
	h.figures.Add(f.Unit, f.Indicator, f.Period, f.Breakdown, string(f.Source), strconv.FormatBool(f.Computed), strconv.FormatBool(f.Shown),
		string(q.State), string(q.Qualifier), q.Value.Plain(), q.Upper.Plain(), q.Words)
}

// AddPassage adds a passage.
func (h ContentHash) AddPassage(p DraftedPassage) {
	h.passages.Add(p.ID, p.Title, p.Drafted, p.Text)
}

// AddOriginal adds a submission.
func (h ContentHash) AddOriginal(o Original) {
	h.originals.Add(strconv.FormatInt(o.Submission, 10), o.SHA256)
}

// Hash is that of all of a content.
func (c Content) Hash() ContentHash {
	h := NewContentHash()
	for _, f := range c.Figures {
		h.AddFigure(f)
	}
	for _, p := range c.Passages {
		h.AddPassage(p)
	}
	for _, o := range c.Originals {
		h.AddOriginal(o)
	}
	return h
}

// Entry is the line of the journal about a draft or an edition. It bears the hashes of its files, and of an edition that of all that is kept of it.
func (e Edition) Entry(hash ContentHash) JournalEntry {
	entry := JournalEntry{Who: e.By, Action: DraftAction, Subject: e.String(), Detail: map[string]string{"catalog": e.CatalogHash}}
	for _, file := range e.Files {
		entry.Detail["sha256 of "+file.Name] = file.SHA256
	}
	if e.Number == 0 {
		return entry
	}
	entry.Action = PublicationAction
	for key, value := range map[string]string{"edition": strconv.Itoa(e.Number), "number": e.Cited(), "date": e.Date.Format(time.DateOnly), "mark": e.Mark,
		"authority": e.Signer.Authority, "title": e.Signer.Title, "signer": e.Signer.Name,
		"figures": hash.figures.Sum(), "passages": hash.passages.Sum(), "originals": hash.originals.Sum(), "text": e.Text} {
		entry.Detail[key] = value
	}
	return entry
}

// Cited is the number with its symbol, as the document bears it: 05/BC-V05.
func (e Edition) Cited() string { return e.Approval.Number + "/" + e.Symbol }

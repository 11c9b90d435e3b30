package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Verification is what checking the whole record came to.
type Verification struct {
	Lines       int      `json:"journal_lines"`
	Head        string   `json:"head"` // hash of the journal's last line
	Submissions int      `json:"submissions"`
	Older       int      `json:"older_than_journal"` // submissions that the journal cannot vouch for
	Receipts    int      `json:"receipts"`
	Originals   int      `json:"originals"` // files in the archive that were held against their hashes
	Editions    int      `json:"editions"`
	Files       int      `json:"files"`      // of editions, that were held against their hashes
	Recomputed  int      `json:"recomputed"` // submissions that were read again from their originals
	Figures     int      `json:"figures"`    // that these gave
	Apart       []string `json:"apart"`      // submissions that could not be recomputed as they were, and why
	Problems    []string `json:"problems"`
}

// Verify checks the journal and what must agree with it, holds every original and every file of an edition against its hash, and reads again every form that
// is loaded, to see that it gives the same. known is the hash of a line that the journal must have; "" for none. It stops for no problem.
func (p *Pipeline) Verify(ctx context.Context, known string) (Verification, error) {
	v := Verification{Apart: []string{}, Problems: []string{}}
	audit, err := p.Warehouse.Audit(ctx)
	if err != nil {
		return v, err
	}
	receipts, err := p.Archive.Receipts()
	if err != nil {
		return v, err
	}
	v.Lines, v.Head, v.Submissions, v.Receipts = len(audit.Entries), audit.Head.Hash, len(audit.Submissions), len(receipts)
	var problems []string
	problems, v.Older = audit.Check(known)
	damaged := p.verifyOriginals(&v, audit.Submissions, receipts)
	v.Problems = append(append(v.Problems, problems...), matchReceipts(audit.Submissions, receipts)...)
	p.verifyEditions(&v, audit.Editions)
	var loaded []AuditedSubmission
	for _, s := range audit.Submissions {
		if s.Layout != "" && s.State != Unchanged && !damaged[s.SHA256] {
			loaded = append(loaded, s)
		}
	}
	for batch := range slices.Chunk(loaded, batchSize) {
		if err := p.recompute(ctx, &v, batch); err != nil {
			return v, err
		}
	}
	return v, nil
}

// matchReceipts holds submissions against the receipts that the archive keeps.
func matchReceipts(submissions []AuditedSubmission, receipts []Receipt) (problems []string) {
	kept := make(map[int64]Receipt, len(receipts))
	for _, r := range receipts {
		kept[r.ID] = r
	}
	for _, s := range submissions {
		r, ok := kept[s.ID]
		have := s.Receipt
		have.By = r.By // the warehouse does not keep it
		switch {
		case !ok:
			problems = append(problems, fmt.Sprintf("submission %d (%s): the archive has no receipt of it", s.ID, s.Name))
		case r.SHA256 != have.SHA256 || r.Name != have.Name || r.Size != have.Size || !r.Received.Equal(have.Received):
			problems = append(problems, fmt.Sprintf("submission %d (%s): its receipt in the archive says otherwise: %s, %d bytes, %s", s.ID, s.Name, r.Name, r.Size, r.SHA256))
		}
	}
	return problems
}

// verifyOriginals holds each original in the archive against its hash, and returns those that do not fit.
func (p *Pipeline) verifyOriginals(v *Verification, submissions []AuditedSubmission, receipts []Receipt) map[string]bool {
	first := map[string]Receipt{}
	for _, s := range submissions {
		first[s.SHA256] = s.Receipt
	}
	for _, r := range receipts {
		if r.SHA256 != "" { // of one that is damaged
			first[r.SHA256] = r
		}
	}
	originals := make([]Receipt, 0, len(first))
	for _, r := range first {
		originals = append(originals, r)
	}
	slices.SortFunc(originals, func(x, y Receipt) int { return cmp.Compare(x.ID, y.ID) })
	failures := make([]error, len(originals))
	onAllCores(len(originals), func(i int) { _, failures[i] = p.Archive.Bytes(originals[i].SHA256) })
	damaged := map[string]bool{}
	for i, err := range failures {
		if err != nil {
			damaged[originals[i].SHA256] = true
			v.Problems = append(v.Problems, fmt.Sprintf("receipt %d (%s): its original: %v", originals[i].ID, originals[i].Name, err))
		}
	}
	v.Originals = len(originals) - len(damaged)
	return damaged
}

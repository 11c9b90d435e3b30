package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// StoredRow is a row of the warehouse: a figure, text, commune, record, field, or the submission itself.
type StoredRow struct {
	Submission        int64
	What, Sheet, Cell string
}

// Discrepancy is something that the warehouse has otherwise than its original read again.
type Discrepancy struct {
	StoredRow
	Column, Kept, Fresh string
	OnlyKept, OnlyFresh bool // the whole row
}

// recompute reads submissions again from their originals, and compares what they give with what is kept.
func (p *Pipeline) recompute(ctx context.Context, v *Verification, batch []AuditedSubmission) error {
	arrivals, failures := make([]Arrival, len(batch)), make([]error, len(batch))
	onAllCores(len(batch), func(i int) { arrivals[i], failures[i] = p.read(batch[i].Receipt) })
	if err := errors.Join(failures...); err != nil {
		return err
	}
	var read []Arrival
	about := make(map[int64]AuditedSubmission, len(batch))
	for i, a := range arrivals {
		s := batch[i]
		about[s.ID] = s
		switch {
		case a.Reading != nil:
			a.Receipt = s.Receipt
			read = append(read, a)
		case slices.Contains(MachineRefusals, a.Refusal.Code):
			v.Apart = append(v.Apart, fmt.Sprintf("submission %d (%s): it cannot be read on this machine (%s)", s.ID, s.Name, a.Refusal.Code))
		default:
			v.Problems = append(v.Problems, fmt.Sprintf("submission %d (%s): its original cannot be read any longer (%s)%s", s.ID, s.Name, a.Refusal.Code, p.since(s)))
		}
	}
	found, err := p.Warehouse.Reread(ctx, read)
	if err != nil {
		return err
	}
	otherwise := map[int64][]Discrepancy{}
	for _, d := range found {
		otherwise[d.Submission] = append(otherwise[d.Submission], d)
	}
	for _, a := range read {
		s := about[a.Receipt.ID]
		differences := otherwise[s.ID]
		if a.Reading.LayoutHash != s.LayoutHash { // which is vouched for by the journal, and by no comparison
			v.Apart = append(v.Apart, fmt.Sprintf("submission %d (%s): layout %s version %d is not the same as then; read with it, %d of its rows differ", s.ID, s.Name, s.Layout, s.Version, rows(differences)))
			continue
		}
		v.Recomputed++
		v.Figures += len(a.Reading.Observations)
		v.Problems = append(v.Problems, p.tellDiscrepancies(s, differences)...)
	}
	return nil
}

// rows counts the rows that discrepancies are about, but for the submission's own.
func rows(differences []Discrepancy) int {
	places := map[StoredRow]bool{}
	for _, d := range differences {
		if d.What != "submission" {
			places[d.StoredRow] = true
		}
	}
	return len(places)
}

// mostDiscrepancies is how many a submission's problems list, of what may be thousands.
const mostDiscrepancies = 5

func (p *Pipeline) tellDiscrepancies(s AuditedSubmission, differences []Discrepancy) (problems []string) {
	for i, d := range differences {
		text := fmt.Sprintf("submission %d (%s): ", s.ID, s.Name)
		if i == mostDiscrepancies {
			return append(problems, text+fmt.Sprintf("and %d more", len(differences)-i))
		}
		if d.Cell != "" {
			text += d.Sheet + "!" + d.Cell + ": "
		}
		switch {
		case d.OnlyKept:
			text += "a " + d.What + " that its original does not give"
		case d.OnlyFresh:
			text += "a " + d.What + " of its original is not in the warehouse"
		default:
			text += fmt.Sprintf("%s of the %s is %s, and by its original %s", d.Column, d.What, d.Kept, d.Fresh)
		}
		problems = append(problems, text+p.since(s))
	}
	return problems
}

// since says where a submission was read with another catalogue than today's, which may be why it reads otherwise.
func (p *Pipeline) since(s AuditedSubmission) string {
	if s.CatalogHash != p.Catalog.Hash {
		return " (the catalogue has changed since it was read)"
	}
	return ""
}

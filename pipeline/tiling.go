package pipeline

import "slices"

// Tiling cuts a run of months into parts that do not overlap, out of periods for which figures are there, and says which
// months none of them covers (time axis of the totals: month → quarter → year → span). As few months as can be are
// left uncovered, then the parts are as many as can be: months before quarters. A period that is not within p, is p itself
// or is a day is no part. Parts and gaps come in their order; gaps are as long as they go.
func (p Period) Tiling(known []Period) (parts, gaps []Period) {
	if p.IsZero() || !p.day.IsZero() {
		return nil, nil
	}
	steps := p.bestSteps(known)
	for month := p.first; month <= p.last; {
		step := steps[month-p.first]
		part := Period{first: month, last: step.next - 1}
		month = step.next
		switch last := len(gaps) - 1; {
		case !step.gap:
			parts = append(parts, part)
		case last >= 0 && gaps[last].last == part.first-1:
			gaps[last].last = part.last
		default:
			gaps = append(gaps, part)
		}
	}
	return parts, gaps
}

// tileStep is the best way on from a month: with a part, or over a month that is not covered.
type tileStep struct {
	next    int // the month after the part
	gap     bool
	missing int // months from here on that are not covered
	parts   int // parts from here on
}

// bestSteps finds the best way on from every month of p, from the last one back.
func (p Period) bestSteps(known []Period) []tileStep {
	starting := map[int][]int{} // the last months of the known periods that start in a month
	for _, k := range known {
		if k.day.IsZero() && !k.IsZero() && k.first >= p.first && k.last <= p.last && (k.first > p.first || k.last < p.last) {
			starting[k.first] = append(starting[k.first], k.last)
		}
	}
	steps := make([]tileStep, p.last-p.first+2)
	for month := p.last; month >= p.first; month-- {
		after := func(next int) tileStep { return steps[next-p.first] }
		best := tileStep{next: month + 1, gap: true, missing: after(month+1).missing + 1, parts: after(month + 1).parts}
		slices.Sort(starting[month])
		for _, last := range starting[month] {
			rest := after(last + 1)
			if way := (tileStep{next: last + 1, missing: rest.missing, parts: rest.parts + 1}); way.isBetter(best) {
				best = way
			}
		}
		steps[month-p.first] = best
	}
	return steps
}

func (s tileStep) isBetter(other tileStep) bool {
	switch {
	case s.missing != other.missing:
		return s.missing < other.missing
	case s.parts != other.parts:
		return s.parts > other.parts
	}
	return other.gap // what comes first is covered first
}

package pipeline

import "slices"

// Settled is what settling came to: an outcome a file, and what changed on forms that had been taken in before.
type Settled struct {
	Outcomes []Outcome
	Raised   []Finding // of scope total: new, or with other figures than before
	Cleared  []Finding // of scope total: no longer so
}

// add joins what a later batch came to.
func (s *Settled) add(later Settled) {
	s.Outcomes = append(s.Outcomes, later.Outcomes...)
	for _, f := range later.Cleared {
		if !remove(&s.Raised, f) {
			s.Cleared = append(s.Cleared, f)
		}
	}
	for _, f := range later.Raised {
		remove(&s.Raised, f)
		if before := slices.IndexFunc(s.Cleared, f.isSame); before >= 0 {
			unchanged := s.Cleared[before].saysSame(f)
			s.Cleared = slices.Delete(s.Cleared, before, before+1)
			if unchanged {
				continue
			}
		}
		s.Raised = append(s.Raised, f)
	}
}

// remove takes a finding out of a list and tells whether it was there.
func remove(list *[]Finding, f Finding) bool {
	before := len(*list)
	*list = slices.DeleteFunc(*list, f.isSame)
	return len(*list) < before
}

// isSame tells whether two findings are about the same thing at the same cell, whatever the figures.
func (f Finding) isSame(other Finding) bool { return f.ID == other.ID }

// saysSame tells whether two findings of the same thing also have the same figures.
func (f Finding) saysSame(other Finding) bool {
	return f.Got == other.Got && f.Expected == other.Expected && f.Sentence == other.Sentence
}

// Changed compares the findings before and after: what was raised, and what was cleared.
func Changed(before, after []Finding) (raised, cleared []Finding) {
	was, is := byID(before), byID(after)
	for _, f := range after {
		if old, ok := was[f.ID]; !ok || !old.saysSame(f) {
			raised = append(raised, f)
		}
	}
	for _, f := range before {
		if _, ok := is[f.ID]; !ok {
			cleared = append(cleared, f)
		}
	}
	return raised, cleared
}

// byID finds findings again by what they are about; of several about the same thing it keeps the first.
func byID(findings []Finding) map[string]Finding {
	found := make(map[string]Finding, len(findings))
	for _, f := range findings {
		if _, ok := found[f.ID]; !ok {
			found[f.ID] = f
		}
	}
	return found
}

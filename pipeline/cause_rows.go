package pipeline

import "strconv"

// ownRow tries that the total was added up with what its own form says of a part, where that is not what the part is believed with.
func (s *search) ownRow(a *attempt) {
	for i := range s.Parts {
		if part := &s.Parts[i]; part.Row != nil && part.outdated() == nil {
			a.replaced(part, part.Row.span(), part.Row.told)
		}
	}
}

// outdatedRow tries the same where the row is what an earlier edition said of the part: that says why it differs.
func (s *search) outdatedRow(a *attempt) {
	for i := range s.Parts {
		if past := s.Parts[i].outdated(); past != nil {
			a.replaced(&s.Parts[i], past.span(), past.told)
		}
	}
}

// outdated is the latest of the earlier editions that said what the form's own row says, nil for none.
func (t *Term) outdated() *Past {
	for i := range t.Earlier {
		if t.Row != nil && t.Earlier[i].span() == t.Row.span() {
			return &t.Earlier[i]
		}
	}
	return nil
}

// ownRows tries the same of two parts.
func (s *search) ownRows(a *attempt) {
	var changes []change
	for i := range s.Parts {
		part := &s.Parts[i]
		if row := part.Row; row != nil && row.exact() && part.exact() && row.span() != part.span() && row.span().within(greatest) {
			changes = append(changes, change{i, row.Low - part.Low, row})
		}
	}
	s.pairs(a, changes)
}

// allOwnRows tries that the total is the sum of its form's own rows, where three or more of them are not what is believed: of fewer the
// others say more.
func (s *search) allOwnRows(a *attempt) {
	sum, differ := s.sum, 0
	for i := range s.Parts {
		part := &s.Parts[i]
		if part.Row == nil || part.Row.span() == part.span() {
			continue
		}
		if !part.Row.span().within(greatest) || !sum.within(greatest) {
			return
		}
		sum = sum.without(part.span()).plus(part.Row.span())
		differ++
	}
	if differ > 2 && a.holds(s.total, sum) {
		a.says(s.total, sum, Explanation{Values: map[string]string{"count": strconv.Itoa(differ)}})
	}
}

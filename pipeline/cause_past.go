package pipeline

// earlierEdition tries that the total was added up with what an earlier edition said of a part. What the form's own row says
// still is outdatedRow's.
func (s *search) earlierEdition(a *attempt) {
	for i := range s.Parts {
		for j := range s.Parts[i].Earlier {
			if past := &s.Parts[i].Earlier[j]; past != s.Parts[i].outdated() && !repeats(s.Parts[i].Earlier[:j], past) {
				a.replaced(&s.Parts[i], past.span(), past.told)
			}
		}
	}
}

// repeats tells whether a later edition had the same figure.
func repeats(later []Past, past *Past) bool {
	for i := range later {
		if later[i].span() == past.span() {
			return true
		}
	}
	return false
}

// earlierEditions tries the same of two parts.
func (s *search) earlierEditions(a *attempt) {
	var changes []change
	for i := range s.Parts {
		part := &s.Parts[i]
		for j := range part.Earlier {
			past := &part.Earlier[j]
			if past.span() != part.span() && past.exact() && part.exact() && past.span().within(greatest) && !repeats(part.Earlier[:j], past) {
				changes = append(changes, change{i, past.Low - part.Low, past})
			}
		}
	}
	s.pairs(a, changes)
}

// unchanged tries that the total is still what the form's edition before had, while its parts have become others since.
func (s *search) unchanged(a *attempt) {
	if len(s.Total.Earlier) == 0 || s.Total.Earlier[0].span() != s.total {
		return
	}
	sum, changed := s.sum, 0
	for i := range s.Parts {
		part := &s.Parts[i]
		if len(part.Earlier) > 0 && part.Earlier[0].span() != part.span() && part.Earlier[0].span().within(greatest) {
			sum = sum.without(part.span()).plus(part.Earlier[0].span())
			changed++
		}
	}
	if changed > 1 && a.holds(s.total, sum) { // of a single one earlierEdition says more
		a.says(s.total, sum, Explanation{})
	}
}

// ofPeriod tries that the total is that of the period before, or of the same period a year before: as it was declared then,
// or as the parts that are there now added up then.
func (s *search) ofPeriod(a *attempt) {
	before := func(t *Term) *Past { return t.Before }
	yearBefore := func(t *Term) *Past { return t.YearBefore }
	for _, then := range []func(*Term) *Past{before, yearBefore} {
		total := then(&s.Total)
		sum, period, whole := s.sumThen(then)
		switch {
		case whole && sum.within(greatest) && a.holds(s.total, sum):
			a.says(s.total, sum, Explanation{Values: map[string]string{"period": period}})
		case total != nil && total.span() == s.total: // it need not have agreed then
			a.tried = max(a.tried, 1)
			a.says(s.total, total.span(), Explanation{Values: map[string]string{"period": total.Period}})
		}
	}
}

// sumThen adds up the figures of another period; whole is true where every part that is there now was there then.
func (s *search) sumThen(then func(*Term) *Past) (sum span, period string, whole bool) {
	for i := range s.Parts {
		past := then(&s.Parts[i])
		if past == nil && s.Parts[i].Quantity.Known() {
			return span{}, "", false
		}
		if past != nil {
			if !past.span().within(greatest) || !sum.within(greatest) {
				return span{}, "", false
			}
			sum, period, whole = sum.plus(past.span()), past.Period, true
		}
	}
	return sum, period, whole
}

// partOfPeriod tries that the total was added up with a part's figure of another period.
func (s *search) partOfPeriod(a *attempt) {
	for i := range s.Parts {
		part := &s.Parts[i]
		if !s.several() {
			return
		}
		if part.Before != nil {
			a.replaced(part, part.Before.span(), part.Before.told)
		}
		if part.YearBefore != nil && (part.Before == nil || part.Before.span() != part.YearBefore.span()) {
			a.replaced(part, part.YearBefore.span(), part.YearBefore.told)
		}
	}
}

// told names the figure, its period and where it stands.
func (p *Past) told(e *Explanation) {
	e.Values["was"], e.Values["period"], e.Places["was_place"] = p.words(), p.Period, p.Place
}

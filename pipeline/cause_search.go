package pipeline

import "tonghop/pipeline/vi"

// search is a balance while its imbalance is explained.
type search struct {
	*Balance
	total, sum span
	grain      vi.Number // what all its figures are multiples of
	apart      float64   // how far total and sum lie apart, in grains
	all        float64   // the odds of everything that fits, and of nothing
	found      []fit
}

// fit is an explanation that fits.
type fit struct {
	Explanation
	odds float64 // against an imbalance of no known cause
}

// newSearch prepares a balance; ok is false of one that cannot be explained: it agrees, or its figures are too large.
func newSearch(b *Balance) (s *search, ok bool) {
	s = &search{Balance: b, total: b.Total.span(), grain: divisor(b.Total.Low, b.Total.High), all: 1}
	for i := range b.Parts {
		part := b.Parts[i].span()
		s.sum = s.sum.plus(part)
		s.grain = divisor(divisor(s.grain, part.low), part.high)
		if !part.within(greatest) || !s.sum.within(greatest) {
			return nil, false
		}
	}
	apart := s.total.apart(s.sum)
	if apart <= 0 || !s.total.within(greatest) || b.Step <= 0 {
		return nil, false
	}
	s.grain = max(s.grain, b.Step)
	s.apart = max(1, float64(apart/s.grain))
	return s, true
}

// run tries every way in which totals go wrong. The number is in how many imbalances of a hundred it is the cause: an office's
// experience, to be mended with more of it.
func (s *search) run() {
	// The form's own rows are no such number: a total is added up from what stands beside it, so what fits them goes before the rest.
	s.try("part-own-row", 200, s.ownRow)
	s.try("part-earlier-edition", 200, s.outdatedRow)
	s.try("parts-own-row", 200, s.ownRows)
	s.try("total-of-own-rows", 200, s.allOwnRows)
	s.try("total-unchanged", 8, s.unchanged)
	s.try("part-earlier-edition", 12, s.earlierEdition)
	s.try("parts-earlier-edition", 2, s.earlierEditions)
	s.try("total-of-period", 8, s.ofPeriod)
	s.try("part-of-period", 4, s.partOfPeriod)
	s.try("total-factor", 6, s.totalFactor)
	s.try("part-factor", 6, s.partFactor)
	s.try("part-left-out", 14, s.leftOut)
	s.try("part-twice", 7, s.twice)
	s.try("total-digits-swapped", 4, s.totalNeighbours)
	s.try("part-digits-swapped", 4, s.partNeighbours)
	s.try("total-digits-swapped", 0.2, s.totalDigits)
	s.try("part-digits-swapped", 0.2, s.partDigits)
	s.try("parts-left-out", 3, s.twoLeftOut)
}

// manyWays is how many fits of one way say nothing: with as many, none of them can be likely.
const manyWays = 1 + int(1/leastLikely)

// attempt gathers what is tried in one way.
type attempt struct {
	s     *search
	tried int
	fits  []fitting
}

// fitting is one that fits, with the width of the limits that it fits into.
type fitting struct {
	Explanation
	width vi.Number
}

// try searches in one way and keeps what fits, with its odds: its share of the way's weight, against the chance that an
// imbalance of no known cause and of about this size falls on it.
func (s *search) try(code string, weight float64, way func(*attempt)) {
	a := attempt{s: s}
	way(&a)
	for _, f := range a.fits {
		chance := unexplained / (2 * sizesOfUnknown * s.apart) * float64(1+f.width/s.grain)
		odds := weight / float64(a.tried) / chance
		s.all += odds
		if len(a.fits) < manyWays {
			f.Code = code
			s.found = append(s.found, fit{f.Explanation, odds})
		}
	}
}

// holds tries one thing: that the total was meant to be the one, and the sum the other. The caller says what fits.
func (a *attempt) holds(total, sum span) bool {
	a.tried++
	return total.meets(sum)
}

// says keeps what fits.
func (a *attempt) says(total, sum span, told Explanation) {
	a.fits = append(a.fits, fitting{told, total.width() + sum.width()})
}

// replaced tries that a part went into the total with another figure than its own; values says which, nil where the way says it.
func (a *attempt) replaced(part *Term, by span, values func(e *Explanation)) {
	if by == part.span() || !by.within(1000*greatest) {
		return
	}
	if sum := a.s.sum.without(part.span()).plus(by); a.holds(a.s.total, sum) {
		e := Explanation{Values: map[string]string{"part": part.Name, "value": part.words()}, Places: map[string]Place{"place": part.Place}}
		if values != nil {
			values(&e)
		}
		a.says(a.s.total, sum, e)
	}
}

// words is the amount as a sentence names it.
func (a Amount) words() string { return a.Quantity.Prose() }

// several tells whether there is more than one part; of a single one nothing can be said that is not said of the total.
func (s *search) several() bool { return len(s.Parts) > 1 }

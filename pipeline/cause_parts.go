package pipeline

import (
	"cmp"
	"slices"

	"tonghop/pipeline/vi"
)

// leftOut tries that the total lacks a part.
func (s *search) leftOut(a *attempt) {
	for i := range s.Parts {
		if part := &s.Parts[i]; s.several() {
			a.replaced(part, span{}, nil)
		}
	}
}

// twice tries that a part is in the total twice.
func (s *search) twice(a *attempt) {
	for i := range s.Parts {
		if part := &s.Parts[i]; s.several() {
			a.replaced(part, part.span().plus(part.span()), nil)
		}
	}
}

// change is what the sum would be less or more by, had a part another figure.
type change struct {
	part int // its index
	by   vi.Number
	past *Past // nil: the part left out
}

// twoLeftOut tries that the total lacks two parts. Only exact ones are tried: with hedged ones nearly any two would do.
func (s *search) twoLeftOut(a *attempt) {
	var changes []change
	for i := range s.Parts {
		if part := &s.Parts[i]; part.exact() && part.Low != 0 {
			changes = append(changes, change{part: i, by: -part.Low})
		}
	}
	if len(changes) > 2 { // of two parts nothing would be left
		s.pairs(a, changes)
	}
}

// pairOf names the two parts of a pair, in their order.
func (s *search) pairOf(x, y change) Explanation {
	if x.part > y.part {
		x, y = y, x
	}
	part, other := &s.Parts[x.part], &s.Parts[y.part]
	values := map[string]string{"part": part.Name, "value": part.words(), "other": other.Name, "other_value": other.words()}
	if x.past != nil {
		values["was"], values["other_was"] = x.past.words(), y.past.words()
	}
	return Explanation{Values: values}
}

// pairs tries all pairs of changes to different parts. Sorted, those that fit lie together: it takes n log n steps for n changes, and
// ends where too many fit.
func (s *search) pairs(a *attempt, changes []change) {
	slices.SortStableFunc(changes, func(x, y change) int { return cmp.Compare(x.by, y.by) })
	a.tried += len(changes) * (len(changes) - 1) / 2
	least, most := s.total.low-s.sum.high, s.total.high-s.sum.low
	for i, x := range changes {
		from, _ := slices.BinarySearchFunc(changes[i+1:], least-x.by, func(c change, by vi.Number) int { return cmp.Compare(c.by, by) })
		for _, y := range changes[i+1+from:] {
			if x.by+y.by > most || len(a.fits) >= manyWays {
				break
			}
			if x.part != y.part {
				by := x.by + y.by
				a.says(s.total, s.sum.plus(span{by, by}), s.pairOf(x, y))
			}
		}
	}
}

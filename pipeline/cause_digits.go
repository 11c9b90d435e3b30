package pipeline

import (
	"strconv"

	"tonghop/pipeline/vi"
)

// factors are what a figure is wrong by where a zero was typed too often or too seldom, or a dot between thousands was read as a
// decimal point.
var factors = []vi.Number{10, 1000}

// scaled calls use with n times and n through each of the factors, as far as those are multiples of the step.
func (s *search) scaled(n vi.Number, use func(vi.Number)) {
	for _, factor := range factors {
		if n == 0 {
			return
		}
		use(n * factor)
		if n%(factor*s.Step) == 0 {
			use(n / factor)
		}
	}
}

// totalFactor tries that the total is 10 or 1,000 times what it should be, or a 10th or 1,000th.
func (s *search) totalFactor(a *attempt) {
	s.scaled(s.Total.Quantity.Value, func(right vi.Number) {
		s.meant(a, right)
	})
}

// meant tries that the total should name another number, with the same hedge.
func (s *search) meant(a *attempt, number vi.Number) {
	meant := s.Total.Quantity
	if !meant.Known() || meant.Qualifier == vi.Between {
		return
	}
	meant.Value = number
	bounds := meant.Bounds(s.Step)
	if total := (span{*bounds.SoftLow, *bounds.SoftHigh}); a.holds(total, s.sum) {
		a.says(total, s.sum, Explanation{Values: map[string]string{"got": s.Total.words(), "right": meant.Prose()}})
	}
}

// partFactor tries the same of a part.
func (s *search) partFactor(a *attempt) {
	s.eachExact(func(part *Term) {
		s.scaled(part.Low, func(right vi.Number) { a.replacedBy(part, right) })
	})
}

// eachExact calls use with the parts whose digits can be looked at, where there are several.
func (s *search) eachExact(use func(part *Term)) {
	for i := range s.Parts {
		if part := &s.Parts[i]; s.several() && part.exact() && part.Low > 0 {
			use(part)
		}
	}
}

func (s *search) totalNeighbours(a *attempt) { s.totalSwapped(a, true) }
func (s *search) totalDigits(a *attempt)     { s.totalSwapped(a, false) }
func (s *search) partNeighbours(a *attempt)  { s.partSwapped(a, true) }
func (s *search) partDigits(a *attempt)      { s.partSwapped(a, false) }

// totalSwapped tries that two digits of the total are swapped.
func (s *search) totalSwapped(a *attempt, neighbours bool) {
	swapped(s.Total.Quantity.Value, neighbours, func(right vi.Number) { s.meant(a, right) })
}

// partSwapped tries that two digits of a part are swapped, in its own form or in the total.
func (s *search) partSwapped(a *attempt, neighbours bool) {
	s.eachExact(func(part *Term) {
		swapped(part.Low, neighbours, func(right vi.Number) {
			a.replacedBy(part, right)
		})
	})
}

// replacedBy tries that a part went into the total with another number, or should itself be that.
func (a *attempt) replacedBy(part *Term, right vi.Number) {
	a.replaced(part, span{right, right}, func(e *Explanation) { e.Values["right"] = right.String() })
}

// swapped calls use with every other whole number of as many digits that two neighbouring digits of n swapped make, or two that are
// no neighbours.
func swapped(n vi.Number, neighbours bool, use func(vi.Number)) {
	if n <= 0 || !n.Whole() {
		return
	}
	digits := []byte(strconv.FormatInt(int64(n/vi.One), 10))
	for i := range digits {
		for j := i + 1; j < len(digits); j++ {
			if neighbours != (j == i+1) || digits[i] == digits[j] || i == 0 && digits[j] == '0' {
				continue
			}
			digits[i], digits[j] = digits[j], digits[i]
			other, _ := strconv.ParseInt(string(digits), 10, 64) // digits of a number of as many
			digits[i], digits[j] = digits[j], digits[i]
			use(vi.Int(other))
		}
	}
}

package pipeline

import (
	"cmp"
	"slices"

	"tonghop/pipeline/vi"
)

// Balance is a declared total held against its parts, with the figures that may have got into it in their stead.
type Balance struct {
	Total Term
	Parts []Term    // all of them; one that is missing is nothing in the sum
	Step  vi.Number // what figures are multiples of: vi.One of counts
}

// Term is the total of a balance, or a part.
type Term struct {
	Name string // as sentences call it; "" of the total
	Amount
	Place
	Row        *Past  // what the form with the total says of a part itself, nil for nothing
	Earlier    []Past // what superseded editions said of the same thing, the latest first
	Before     *Past  // its figure of the period before, nil for none
	YearBefore *Past  // of the same period a year before
}

// Amount is a figure with the limits within which it may well lie (the soft bounds of its hedge), both inclusive and equal
// where it is exact; 0 and 0 where there is no number.
type Amount struct {
	Quantity  vi.Quantity
	Low, High vi.Number
}

func (a Amount) exact() bool { return a.Low == a.High }

// Past is what was said elsewhere of a term: by the form with the total, by another edition, or of another period.
type Past struct {
	Amount
	Place
	Period string // its Vietnamese name
}

// Place is where a figure stands: file is "" of the form with the total. The zero Place is not known.
type Place struct{ File, Cell string }

// Explanation is one way in which a total may have gone wrong, such that put right it agrees with its parts.
type Explanation struct {
	Code string
	// Likelihood is how much speaks for it, from 0 to 1, against the other explanations and against none of them.
	Likelihood float64
	Values     map[string]string // what its sentence names
	Places     map[string]Place  // and where that stands
}

// What is told: at most so many explanations, none less likely than that.
const (
	mostTold    = 3
	leastLikely = 0.25
)

// An imbalance of no known cause may be of any size, small ones oftener: each power of e of steps between 1 and a thousand
// is as likely as the next. unexplained is how many imbalances in a hundred have none of the causes searched for.
const (
	sizesOfUnknown = 7
	unexplained    = 50
)

// greatest is the greatest figure that is searched: its thousandfold must not overflow.
const greatest = vi.Number(1<<63-1) / 4000

// Explain searches for what may explain that the total does not agree with its parts, and returns the likeliest first, nil where
// nothing is likely. Every explanation fits to the digit, or into the limits of what is hedged; but where many things are
// tried some fit by chance. So each is weighed by Bayes' rule: how often totals go wrong in its way, shared among all that
// was tried in that way, against how likely an imbalance of this size is without any. What fits in many ways, and what fits into wide
// limits, so comes to nothing (after Scholtus 2009, who takes a correction only where it is the only one).
func (b *Balance) Explain() []Explanation {
	s, ok := newSearch(b)
	if !ok {
		return nil
	}
	s.run()
	var told []Explanation
	for _, f := range s.found {
		if likelihood := f.odds / s.all; likelihood >= leastLikely {
			f.Likelihood = likelihood
			told = append(told, f.Explanation)
		}
	}
	slices.SortStableFunc(told, func(x, y Explanation) int { return cmp.Compare(y.Likelihood, x.Likelihood) })
	return told[:min(len(told), mostTold)]
}

// span is the limits of a figure.
type span struct{ low, high vi.Number }

func (s span) plus(other span) span { return span{s.low + other.low, s.high + other.high} }

// without is a sum less one of its terms.
func (s span) without(term span) span { return span{s.low - term.low, s.high - term.high} }

func (s span) meets(other span) bool { return s.low <= other.high && other.low <= s.high }

// apart is how far two spans lie apart, below 1 where they meet.
func (s span) apart(other span) vi.Number { return max(s.low-other.high, other.low-s.high) }

func (s span) width() vi.Number { return s.high - s.low }

// within tells whether both limits are at most so far from 0.
func (s span) within(limit vi.Number) bool {
	return s.low >= -limit && s.high <= limit && s.low <= s.high
}

func (a Amount) span() span { return span{a.Low, a.High} }

// divisor returns the greatest number of which a and b are multiples; 0 is a multiple of anything.
func divisor(a, b vi.Number) vi.Number {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}

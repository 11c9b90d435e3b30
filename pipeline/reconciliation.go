package pipeline

import "tonghop/pipeline/vi"

// Reconciliation is a figure that a region or the nation declares, held against what its provinces add up to.
type Reconciliation struct {
	TimelineKey
	Declared, Total *Figure     // nil for none
	Cells           []CellPlace // that the declared figure stands in
	Parts           []ReconciledPart
	Findings        []Finding // on the declared cells, with what may be behind an imbalance
}

// ReconciledPart is what a province has of it.
type ReconciledPart struct {
	Unit, UnitName string
	Figure         *Figure // nil: nothing is known
	Cells          []CellPlace
}

// CellPlace is where a figure stands.
type CellPlace struct {
	Submission        int64
	File, Sheet, Cell string
}

// Balanced says how a declared total and the sum of its parts stand to each other.
type Balanced string

// The ways in which they do.
const (
	Agrees     Balanced = "agrees"
	Fits       Balanced = "fits" // one or both are hedged, and both may be true
	Differs    Balanced = "differs"
	PartsShort Balanced = "short"   // parts are missing
	Uncompared Balanced = "unknown" // there is no declared total, or no part
)

// Balanced compares what is declared with the sum; step is what figures are multiples of. The imbalance is what is declared less the sum, of exact figures.
func (r *Reconciliation) Balanced(step vi.Number) (balanced Balanced, imbalance vi.Number, exact bool) {
	if r.Declared == nil || r.Total == nil || !r.Declared.Quantity.Known() || !r.Total.Quantity.Known() {
		return Uncompared, 0, false
	}
	declared, sum := r.Declared.Quantity, r.Total.Quantity
	exact = declared.Qualifier == vi.Exact && sum.Qualifier == vi.Exact
	if exact {
		imbalance = declared.Value - sum.Value
	}
	switch {
	case r.Total.MissingParts > 0:
		return PartsShort, imbalance, exact
	case exact && imbalance == 0:
		return Agrees, 0, true
	case exact || !overlap(declared.Bounds(step), sum.Bounds(step)):
		return Differs, imbalance, exact
	}
	return Fits, 0, false
}

// overlap tells whether both may be true at once.
func overlap(a, b vi.Bounds) bool {
	above := func(low, high *vi.Number) bool { return low != nil && high != nil && *low > *high }
	return !above(a.Low, b.High) && !above(b.Low, a.High)
}

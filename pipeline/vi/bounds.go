package vi

// RoundingUnit returns the power of ten of the last digit of n that is not 0, the unit that n was rounded to:
// 100 of 4.700, 1.000 of 355.000, 10 of 20, 1 of 7, 0,1 of 12,5; 1 of 0.
func RoundingUnit(n Number) Number {
	if n == 0 {
		return One
	}
	unit := Number(1)
	for n%(unit*10) == 0 {
		unit *= 10
	}
	return unit
}

// Bounds returns the limits within which q lies, all inclusive and in multiples of step, which is positive: One for
// counts, 0,0001 (Number(1)) for what is measured. With the unit u that the number was rounded to:
//
//	exact    the number itself
//	over     hard from the next number up, doubtful from number + u; "ít nhất" takes in the number itself
//	near     hard to the number below, doubtful down to number − u
//	under    from 0 to the number below; "không quá" takes in the number itself
//	about    number ± u, hard and soft alike
//	between  from the lower to the upper number
//
// A hedged count is never below 0. The soft limits leave at least one number ("hơn 7": 8). What says no number
// (missing, not applicable, unreadable) is unbounded.
func (q Quantity) Bounds(step Number) Bounds {
	if !q.Known() {
		return Bounds{}
	}
	unit := RoundingUnit(q.Value)
	switch q.Qualifier {
	case Over:
		low := q.least(step)
		return Bounds{Low: new(low), SoftLow: new(low), SoftHigh: new(max(low, below(q.Value+unit, step)))}
	case Near:
		high := q.most(step)
		bounds := between(0, high)
		bounds.SoftLow = new(max(0, min(high, above(q.Value-unit, step))))
		return bounds
	case Under:
		return between(0, q.most(step))
	case About:
		return between(max(0, q.Value-unit), q.Value+unit)
	case Between:
		return between(q.Value, q.Upper)
	}
	return between(q.Value, q.Value)
}

// between returns bounds that are hard and soft alike.
func between(low, high Number) Bounds {
	return Bounds{Low: new(low), High: new(high), SoftLow: new(low), SoftHigh: new(high)}
}

// least returns the smallest number that the words before q's number allow.
func (q Quantity) least(step Number) Number {
	if q.inclusive() {
		return q.Value
	}
	return above(q.Value, step)
}

// most returns the greatest number that the words before q's number allow.
func (q Quantity) most(step Number) Number {
	if q.inclusive() {
		return q.Value
	}
	return below(q.Value, step)
}

// inclusive tells whether the number named is itself among those that q allows: ít nhất 5, không quá 5.
func (q Quantity) inclusive() bool { return hedges[Fold(q.Words)].inclusive }

// above returns the least multiple of step that is greater than n.
func above(n, step Number) Number { return n - remainder(n, step) + step }

// below returns the greatest multiple of step that is less than n.
func below(n, step Number) Number { return -above(-n, step) }

// remainder returns how far n is above the greatest multiple of step that is not greater.
func remainder(n, step Number) Number { return (n%step + step) % step }

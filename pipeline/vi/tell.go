package vi

// Tell returns an exact figure as running text tells it, as a hedge: 1.893 is "gần 1.900", 355.412 "hơn 355.000".
// The number is rounded
//
//	below 100            not at all
//	100 to 999           to tens
//	1.000 to 9.999       to hundreds
//	10.000 to 999.999    to thousands
//	from 1.000.000       to its three leading digits
//
// to the nearest round number: gần to the one above, hơn from the one below, gần where both are as near. A number that
// is round already, a fraction, a negative number, one that ReadText would not read when rounded, and whatever is hedged,
// zero or no number comes back as it is. What is told is true: the figure lies within its hard and its soft Bounds, counted
// or measured, because the unit that the told number was rounded to is never finer than the one used here.
func Tell(q Quantity) Quantity {
	n := q.Value
	if q.State != Declared || q.Qualifier != Exact || n < Int(100) || !n.Whole() {
		return q
	}
	unit := tellingUnit(n)
	over := n % unit
	told := q
	switch {
	case over == 0:
		return q
	case 2*over < unit:
		told.Qualifier, told.Words, told.Value = Over, "hơn", n-over
	default:
		told.Qualifier, told.Words, told.Value = Near, "gần", n-over+unit
	}
	if told.Value >= tooLong {
		return q
	}
	return told
}

// TellPart is Tell for a sum that lacks parts: what lacks can only add to it, so that it is told from the round number below, never
// as near to one above.
func TellPart(q Quantity) Quantity {
	told := Tell(q)
	if q.Qualifier == Exact && told.Qualifier == Near {
		told.Qualifier, told.Words, told.Value = Over, "hơn", q.Value-q.Value%tellingUnit(q.Value)
	}
	return told
}

// tooLong is the least number of more than maxDigits digits.
const tooLong = 1_000_000_000_000 * One

// tellingUnit returns the unit to which Tell rounds a number from 100 up.
func tellingUnit(n Number) Number {
	switch {
	case n < Int(1_000):
		return Int(10)
	case n < Int(10_000):
		return Int(100)
	}
	unit := Int(1_000)
	for n/unit >= 1_000 {
		unit *= 10
	}
	return unit
}

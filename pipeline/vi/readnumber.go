package vi

import (
	"math"
	"strconv"
	"strings"
)

// ReadNumber returns what a true number in a cell declares; raw is its text as the workbook's XML stores it (66, 2.258,
// 1E+3). The noise of binary floats (66.000000000000001) is rounded away. Where whole is set (counts), a fraction of
// exactly three decimals is Unreadable: 2.258 is a thousands dot that Excel took for a decimal one, so both readings
// are named. Any other fraction is Declared with four decimals, and the rule for counts asks it back. Empty text is
// Missing; what is no decimal number of at most 12 digits, or would vanish by rounding, is Unreadable.
func ReadNumber(raw string, whole bool) Quantity {
	raw = strings.TrimSpace(raw)
	if raw == "" {
		return Quantity{State: Missing}
	}
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil || strings.Trim(raw, "0123456789+-.eE") != "" || math.Abs(value) >= 1e12 {
		return unreadable()
	}
	n := Number(math.Round(value * float64(One)))
	certain := math.Abs(value*float64(One)-float64(n)) <= 1e-9*math.Abs(float64(n))
	switch {
	case value == 0:
		return Quantity{State: Zero, Qualifier: Exact}
	case n == 0:
		return unreadable()
	case whole && certain && n%One != 0 && n%10 == 0 && n%100 != 0:
		return unreadable(thousandsDot(n)...)
	case whole && !certain && n.Whole():
		return unreadable(n.String())
	}
	return Quantity{State: Declared, Qualifier: Exact, Value: n}
}

// thousandsDot returns both readings of a number of three decimals; below 1 there is only one.
func thousandsDot(n Number) []string {
	if n > -One && n < One || n >= 1e9*One || n <= -1e9*One {
		return []string{n.String()}
	}
	return []string{(n * 1000).String(), n.String()}
}

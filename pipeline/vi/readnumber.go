package vi

import (
	"math"
	"strconv"
	"strings"
)

// significant is how many digits of a number Excel shows and computes with; what lies behind them is noise of binary floats.
const significant = 15

// ReadNumber returns what a true number in a cell declares; raw is its text as the workbook's XML stores it (66, 2.258,
// 1E+3). It is the number that Excel shows at 15 significant digits: 2257.9999999999995 is 2.258, and 2258.0000001 is no
// whole number. Where whole is set (counts), a fraction of up to three decimals and above 1 is Unreadable: 2.258, and 1.9 for 1.900, is
// a thousands dot that Excel took for a decimal one, so both readings are named; what is whole but for a rest below
// 0,00005 is asked back too. Any other fraction is Declared with four decimals, and the rule for counts asks it back. Empty
// text is Missing; what is no decimal number of at most 12 digits, or would vanish by rounding, is Unreadable.
func ReadNumber(raw string, whole bool) Quantity {
	raw = strings.TrimSpace(raw)
	if raw == "" {
		return Quantity{State: Missing}
	}
	shown, ok := ShownNumber(raw)
	value, err := strconv.ParseFloat(shown, 64)
	if !ok || err != nil || math.Abs(value) >= 1e12 {
		return unreadable()
	}
	n := Number(math.Round(value * float64(One)))
	_, decimals, _ := strings.Cut(shown, ".")
	switch {
	case value == 0 && strings.Trim(raw[:mantissa(raw)], "+-0.") == "":
		return Quantity{State: Zero, Qualifier: Exact}
	case n == 0:
		return unreadable()
	case whole && decimals != "" && len(decimals) <= 3 && (n >= One || n <= -One):
		return unreadable(thousandsDot(n)...)
	case whole && decimals != "" && n.Whole():
		return unreadable(n.String())
	}
	return Quantity{State: Declared, Qualifier: Exact, Value: n}
}

// ShownNumber writes a stored number as Excel shows it where there is room: at 15 significant digits, without an exponent
// (1E+3 is 1000, 2257.9999999999995 is 2258). ok is false, and the text as it was, for what is no decimal number.
func ShownNumber(raw string) (shown string, ok bool) {
	raw = strings.TrimSpace(raw)
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil || strings.Trim(raw, "0123456789+-.eE") != "" {
		return raw, false
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'e', significant-1, 64), 64)
	if err != nil {
		return raw, false
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64), true
}

// mantissa returns where the exponent of a number begins.
func mantissa(raw string) int {
	if i := strings.IndexAny(raw, "eE"); i >= 0 {
		return i
	}
	return len(raw)
}

// thousandsDot returns both readings of a number of up to three decimals; of one of too many digits there is only one.
func thousandsDot(n Number) []string {
	if n >= 1e9*One || n <= -1e9*One {
		return []string{n.String()}
	}
	return []string{(n * 1000).String(), n.String()}
}

package vi

import (
	"strconv"
	"strings"
)

// Limits of rates in percent: what is not above uncertain may as well be a share of one, and from absurd on a decimal
// comma was taken for a thousands dot.
const (
	uncertain = One
	absurd    = 1000 * One
	hundred   = 100
)

// ReadRate returns what the text of a cell for a percentage declares, in percent: 100%, 98,5 %, gần 100%, từ 90% đến 95%,
// and 100 without the sign, as ReadText reads them. Asked back are a number up to 1 without the sign (0,5 may be 0,5% or
// 50%) and rates in the thousands (98.500). The Readings of what is asked back have the sign.
func ReadRate(s string) Quantity {
	text, note, ok := cutNote(cleanText(s))
	if !ok {
		return unreadable()
	}
	plain, signed, ok := cutPercent(text)
	if !ok {
		return unreadable()
	}
	q := rate(readWords(plain), signed)
	q.Note = note
	return q
}

// ReadRateNumber returns what a true number in a cell for a percentage declares, in percent. Where the cell's format shows
// percentages, 1 is stored for 100%; without one, a number up to 1 may be either and is asked back.
func ReadRateNumber(raw string, percent bool) Quantity {
	q := ReadNumber(raw, false)
	if q.State != Declared || !percent {
		return rate(q, false)
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(raw), 64)
	if err != nil {
		return unreadable()
	}
	return rate(ReadNumber(strconv.FormatFloat(value*hundred, 'f', -1, 64), false), true)
}

// cutPercent takes the signs behind figures out of a text; ok is false where one stands elsewhere.
func cutPercent(text string) (plain string, signed, ok bool) {
	parts := strings.Split(text, "%")
	for i, part := range parts[:len(parts)-1] {
		before, behind := strings.TrimRight(part, " "), strings.TrimLeft(parts[i+1], " ")
		if before == "" || !isDigit(before[len(before)-1]) || behind != "" && isDigit(behind[0]) {
			return "", false, false
		}
		parts[i] = before
	}
	return strings.Join(parts, ""), len(parts) > 1, true
}

// rate takes a quantity for one in percent, or asks back what it may mean.
func rate(q Quantity, signed bool) Quantity {
	switch {
	case q.State == Unreadable:
		return unreadable(signs(q.Readings...)...)
	case q.State != Declared:
		return q
	case q.Value >= absurd || q.Upper >= absurd:
		return unreadable(signs(q.scaled(func(n Number) Number { return n / 1000 }).String())...)
	case !signed && q.Value > 0 && q.Value <= uncertain:
		return unreadable(signs(q.String(), q.scaled(func(n Number) Number { return n * hundred }).String())...)
	}
	return q
}

func (q Quantity) scaled(by func(Number) Number) Quantity {
	q.Value, q.Upper = by(q.Value), by(q.Upper)
	return q
}

// signs puts the sign behind the readings that are rates; others are left out, but for those that say no number.
func signs(readings ...string) []string {
	var rates []string
	for _, reading := range readings {
		switch q := readWords(reading); {
		case q.State == Declared && q.Value < absurd && q.Upper < absurd:
			rates = append(rates, reading+"%")
		case q.State != Declared && q.State != Unreadable:
			rates = append(rates, reading)
		}
	}
	return rates
}

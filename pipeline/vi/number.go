package vi

import (
	"strconv"
	"strings"
)

// Number is a decimal number in ten-thousandths: exactly what DECIMAL(18,4) holds.
type Number int64

// One is the number 1.
const One Number = 10_000

// Int returns the number i.
func Int(i int64) Number { return Number(i) * One }

// Whole tells whether n has no decimals.
func (n Number) Whole() bool { return n%One == 0 }

// Float returns n for drawing and for workbook cells; figures are never computed with it.
func (n Number) Float() float64 { return float64(n) / float64(One) }

// Plain writes n as computers do: 1900, 12.5.
func (n Number) Plain() string {
	return n.write("", ".")
}

// String writes n as Vietnamese documents do: 1.900, 12,5 (Decree 30/2020/NĐ-CP).
func (n Number) String() string {
	return n.write(".", ",")
}

func (n Number) write(thousands, decimal string) string {
	sign := ""
	magnitude := uint64(n)
	if n < 0 {
		sign, magnitude = "-", -magnitude
	}
	whole := strconv.FormatUint(magnitude/uint64(One), 10)
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteByte(whole[i])
	}
	if fraction := magnitude % uint64(One); fraction > 0 {
		digits := strconv.FormatUint(fraction+uint64(One), 10)[1:]
		b.WriteString(decimal + strings.TrimRight(digits, "0"))
	}
	return b.String()
}

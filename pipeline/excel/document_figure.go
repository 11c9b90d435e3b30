package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The digits of a number, with Vietnamese separators: 1.234 and 12,5. LibreOffice follows the format's language; Excel takes separators
// from the computer alone. Dots written into a format as letters would show in any Excel, but decimals could not be had with a comma then,
// and 1.234 beside 12.5 is how numbers are misread.
const (
	vietnamese    = "[$-42A]"
	wholeDigits   = "#,##0"
	decimalDigits = "#,##0.####"
)

// figure writes a figure as a number wherever one is known, so that it can be computed with, shown by its format as the
// PDF prints it: with the words of its hedge and a mark behind. What is not known, or what no format can show, is text.
func (s *styles) figure(into *content, f *pipeline.Figure, mark string) {
	mark = cleanText(mark)
	into.look.across = "right"
	format, ok := s.number(&f.Quantity, mark)
	if !ok {
		into.value = withMark(cleanText(f.Quantity.String()), mark)
		return
	}
	into.value, into.look.format = numberValue(f.Quantity.Value), format
}

// number is the format under which a quantity stands in a cell as a number, if it can.
func (s *styles) number(q *vi.Quantity, mark string) (string, bool) {
	format, ok := numberFormat(q, mark)
	return format, ok && s.admits(format)
}

func numberValue(n vi.Number) any {
	if n.Whole() {
		return int64(n / vi.One)
	}
	return n.Float()
}

// numberFormat is the format under which a quantity's number shows as its text. It is taken from that text itself, which
// has the number with words before and behind, so that workbook and PDF say the same.
func numberFormat(q *vi.Quantity, mark string) (string, bool) {
	switch {
	case !q.Known():
		return "", false
	case q.State == vi.Declared && q.Qualifier == vi.Exact && mark == "" && q.Value.Whole(): // most
		return vietnamese + wholeDigits, true
	}
	digits, text := wholeDigits, cleanText(q.String())
	if !q.Value.Whole() {
		digits = decimalDigits
	}
	before, after, ok := strings.Cut(text, q.Value.String())
	switch {
	case ok && (q.Value >= 0 || before == ""):
		return vietnamese + literal(before) + digits + literal(withMark(after, mark)), true
	case ok: // Excel would put the sign before the words
		shown := digits + literal(withMark(after, mark))
		return vietnamese + literal(before) + shown + ";" + vietnamese + literal(before) + "-" + shown, true
	case q.Value == 0:
		return zeroFormat(text, mark), true
	}
	return "", false
}

// zeroFormat shows zero as its text and any other number, which a formula may come to, as a number.
func zeroFormat(text, mark string) string {
	shown := wholeDigits + literal(withMark("", mark))
	return vietnamese + shown + ";" + vietnamese + "-" + shown + ";" + literal(withMark(text, mark))
}

// literal quotes a text for a number format: nothing in it is a code.
func literal(text string) string {
	if text == "" {
		return ""
	}
	return `"` + strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), `"`, `"\""`) + `"`
}

// withMark puts a mark behind a text.
func withMark(text, mark string) string {
	if mark == "" {
		return text
	}
	return text + " " + mark
}

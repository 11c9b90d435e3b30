package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The digits of a number, with Vietnamese separators: LibreOffice follows the format's language, Excel that of the
// computer.
const (
	vietnamese    = "[$-42A]"
	wholeDigits   = "#,##0"
	decimalDigits = "#,##0.####"
)

// figure writes a figure as a number wherever one is known, so that it can be computed with, shown by its format as the
// PDF prints it: with the words of its hedge and a mark behind. What is not known, or what no format can show, is text.
func (s *styles) figure(f *pipeline.Figure, mark string, l look) content {
	l.across = "right"
	text := withMark(cleanText(f.Quantity.String()), cleanText(mark))
	format, ok := numberFormat(f.Quantity, cleanText(mark))
	if !ok || !s.admits(format) {
		return content{value: text, look: l}
	}
	l.format = format
	return content{value: numberValue(f.Quantity.Value), look: l}
}

func numberValue(n vi.Number) any {
	if n.Whole() {
		return int64(n / vi.One)
	}
	return n.Float()
}

// numberFormat is the format under which a quantity's number shows as its text. It is taken from that text itself, which
// has the number with words before and behind, so that workbook and PDF say the same.
func numberFormat(q vi.Quantity, mark string) (string, bool) {
	if !q.Known() {
		return "", false
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

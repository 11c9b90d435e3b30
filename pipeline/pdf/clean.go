package pdf

import (
	"strings"
	"unicode"

	"tonghop/pipeline/vi"
)

const noBreakSpace = "\u00a0"

// clean makes a text fit to be set: composed letters (fpdf puts combining marks in the wrong place), no control
// characters, nothing above U+FFFF (fpdf panics). A line feed stays: it breaks the line.
func clean(s string) string {
	s = vi.NFC(strings.Map(settable, s))
	// Composing turns a few ideographs into ones above U+FFFF.
	return strings.Map(settable, s)
}

func settable(r rune) rune {
	switch {
	case r == '\n' || r == ' ':
		return r
	case r == '\t' || r == '\v' || r == '\f':
		return ' '
	case r == '\u2028' || r == '\u2029':
		return '\n'
	case r == '\u00a0' || r == '\u2007' || r == '\u202f':
		return '\u00a0'
	case unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		return -1
	case r >= 0xfffe:
		return unicode.ReplacementChar
	}
	return r
}

// oneLine is clean without line feeds, for bookmarks and the lines that never wrap.
func oneLine(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

package excel

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonghop/pipeline/vi"
)

// The limits of the format; excelize cuts what is longer without a word, so they are checked here.
const (
	maxCellUnits  = 32767 // UTF-16 units in a cell
	maxSheetUnits = 31    // in the name of a sheet
	maxTitleUnits = 32    // in the title of a message
	maxMessage    = 255   // in a message, and in a list typed into a drop-down
)

// cleanText composes a text and takes out what must not be in XML, on a terminal or in the order of letters: control
// characters, marks of direction and others that leave no trace. Line feeds stay.
func cleanText(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return vi.NFC(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\v' || r == '\f':
			return ' '
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.In(r, unicode.Cc, unicode.Cf), r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, s))
}

// isClean tells quickly that a text of Latin letters and common signs is clean already; of any other text it tells nothing.
func isClean(s string) bool {
	for _, r := range s {
		switch {
		case r >= ' ' && r < '\u007f', r == '\n':
		case r >= '\u00a0' && r < '\u0300' && r != '\u00ad', r >= '\u1e00' && r <= '\u1eff', r >= '\u2010' && r <= '\u2027':
		default:
			return false
		}
	}
	return true
}

// beginsFormula tells whether a program that takes a text for typed would compute it: Excel where a cell is edited or a
// CSV is opened. Full-width signs count, for East Asian settings type them.
func beginsFormula(s string) bool {
	if s == "" || s[0] < utf8.RuneSelf && (unicode.IsLetter(rune(s[0])) || unicode.IsDigit(rune(s[0]))) {
		return false // most texts
	}
	s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf) })
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("=+-@＝＋－＠−", first)
}

// units counts the UTF-16 units of a text, in which the format's limits are given.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

func unitsOf(r rune) int {
	if r > '\uFFFF' {
		return 2
	}
	return 1
}

// cutUnits cuts a text to at most n UTF-16 units.
func cutUnits(s string, n int) string {
	for i, r := range s {
		if n -= unitsOf(r); n < 0 {
			return s[:i]
		}
	}
	return s
}

// cutWords cuts a text to at most n units, before a word where one is near, and leaves nothing loose at the end.
func cutWords(s string, n int) string {
	cut := cutUnits(s, n)
	if space := strings.LastIndex(cut, " "); len(cut) < len(s) && s[len(cut)] != ' ' && units(cut[space+1:]) < n/2 && space > 0 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " '.,;:(-–")
}

// sheetNames gives every sheet a name of its own.
type sheetNames map[string]bool

// take returns a free name for a sheet made from the first of the wishes that leaves something; names are the same where
// they differ in case only, as Excel has it.
func (n sheetNames) take(wishes ...string) string {
	name := ""
	for _, wish := range wishes {
		if name = sheetName(wish); name != "" {
			break
		}
	}
	for i := 1; ; i++ {
		free := name
		if i > 1 || name == "" {
			number := fmt.Sprintf(" (%d)", i)
			free = strings.TrimSpace(cutWords(name, maxSheetUnits-len(number)) + number)
		}
		if key := strings.ToLower(free); !n[key] {
			n[key] = true
			return free
		}
	}
}

// sheetName drops what a sheet's name cannot hold. Excel keeps the name History for itself.
func sheetName(wish string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(cleanText(wish), "\n", " "))
	name = cutWords(strings.Trim(vi.SingleSpaced(name), " '"), maxSheetUnits)
	if strings.EqualFold(name, "history") {
		return ""
	}
	return name
}

// quoteSheet writes a sheet's name as references need it.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s with letters and marks composed, as everything is kept and printed. Text that is composed already
// is returned as it is, without a copy.
func NFC(s string) string {
	if isComposed(s) || norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// isComposed tells without tables of text in letters of Latin and common signs that it is composed: none of these takes part in
// composing but with a mark, and marks are none of these. Of any other text it tells nothing.
func isComposed(s string) bool {
	for _, r := range s {
		if r >= 0x0300 && (r < 0x1E00 || r > 0x1EFF) && (r < 0x2010 || r > 0x2027) {
			return false
		}
	}
	return true
}

// Upper returns s in capitals, composed: "Tây Nguyên" is "TÂY NGUYÊN".
func Upper(s string) string { return NFC(strings.ToUpper(NFC(s))) }

// Lower returns s in small letters, composed.
func Lower(s string) string { return NFC(strings.ToLower(NFC(s))) }

// Capital returns s with its first letter as a capital: "tỉnh Cà Mau" is "Tỉnh Cà Mau".
func Capital(s string) string {
	s = NFC(s)
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// SingleSpaced returns s on one line: a space for every run of white space, no-break spaces too, and none before the first word or behind the last.
func SingleSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// Join lists words as a sentence does: "a", "a và b", "a, b và c".
func Join(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " và " + words[last]
}

package vi

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s with letters and marks composed, as everything is kept and printed. Text that is composed already
// is returned as it is, without a copy.
func NFC(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// Upper returns s in capitals, composed: "Tây Nguyên" is "TÂY NGUYÊN".
func Upper(s string) string { return NFC(strings.ToUpper(NFC(s))) }

// Lower returns s in small letters, composed.
func Lower(s string) string { return NFC(strings.ToLower(NFC(s))) }

// Join lists words as a sentence does: "a", "a và b", "a, b và c".
func Join(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " và " + words[last]
}

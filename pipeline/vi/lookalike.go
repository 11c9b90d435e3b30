package vi

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lookalikes are characters that are typed for others in figures: letters for digits, quotes and dots of other scripts for
// a separator, signs and letters of other scripts for the x of what does not apply.
var lookalikes = map[rune]rune{
	'O': '0', 'o': '0', 'О': '0', 'о': '0', 'Ø': '0', 'ø': '0', '∅': '0', 'l': '1', 'I': '1', '|': '1',
	'’': '.', '\'': '.', '`': '.', '´': '.', '·': '.', '˙': '.', '٬': '.', '‚': ',', '،': ',', '٫': ',',
	'×': 'x', '✗': 'x', '✕': 'x', 'х': 'x', 'Х': 'x',
}

// withLookalikes adds, in front, how a text that is not read reads with the characters that its own look like. The letters
// of a word count only where it becomes a figure or the x as a whole.
func withLookalikes(text string, readings []string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' })
	for i, word := range words {
		words[i] = lookalike(word)
	}
	better := strings.Join(words, " ") // spaces look alike, however many there are
	if better == text {
		return readings
	}
	q := readWords(better)
	likely := q.readings()
	if q.State == Zero {
		likely = []string{"0"}
	}
	if len(likely) > 0 && !strings.Contains(text, "l") { // 12l may be 12 of something
		return likely
	}
	return append(likely, slices.DeleteFunc(slices.Clone(readings), func(r string) bool { return slices.Contains(likely, r) })...)
}

func lookalike(word string) string {
	typed := strings.Map(func(r rune) rune {
		if value, ok := digitOf(r); ok {
			return value
		}
		if other, ok := lookalikes[r]; ok {
			return other
		}
		return r
	}, word)
	if typed == "x" || typed == "0" || strings.Trim(typed, "0123456789.,") == "" && strings.ContainsFunc(word, unicode.IsNumber) {
		return typed
	}
	return word
}

// digitOf returns the ASCII digit of one of another script or width.
func digitOf(r rune) (rune, bool) {
	if r >= 0x80 && unicode.Is(unicode.Nd, r) {
		if plain := []rune(norm.NFKC.String(string(r))); len(plain) == 1 && plain[0] < 0x80 {
			return plain[0], true
		}
		first := r
		for unicode.Is(unicode.Nd, first-1) && r-first < 9 {
			first--
		}
		return '0' + (r - first), true
	}
	return r, false
}

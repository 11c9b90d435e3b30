package excel

import (
	"sync"
	"unicode"
)

// The advance of letters in Times New Roman, in ems; other small letters, digits and signs take half an em.
var letterWidths = map[rune]float64{
	' ': 0.25, '\u00a0': 0.25, '.': 0.25, ',': 0.25, '\'': 0.2, ':': 0.28, ';': 0.28, '/': 0.28, '(': 0.34, ')': 0.34, '-': 0.34,
	'i': 0.28, 'j': 0.28, 'l': 0.28, 't': 0.28, 'f': 0.34, 'r': 0.34, 's': 0.39, 'a': 0.45, 'c': 0.45, 'e': 0.45, 'z': 0.45,
	'w': 0.73, 'm': 0.78, '%': 0.84, '=': 0.57, '+': 0.57, '\u2026': 1, '\u2014': 1, '\u2003': 1,
	'I': 0.39, 'J': 0.45, 'F': 0.58, 'P': 0.6, 'S': 0.56, 'E': 0.64, 'L': 0.64, 'T': 0.64, 'B': 0.67, 'M': 0.92, 'W': 0.96, 'O': 0.75, 'Q': 0.75, 'G': 0.75,
}

// The blocks of Vietnamese letters in Unicode; capitals and small letters take turns in the last.
var markedLetters = []struct {
	first, last rune
	base        rune // of the small letters
}{
	{'\u00e0', '\u00e3', 'a'}, {'\u00e8', '\u00ea', 'e'}, {'\u00ec', '\u00ed', 'i'}, {'\u0103', '\u0103', 'a'}, {'\u0129', '\u0129', 'i'},
	{'\u00f2', '\u00f5', 'o'}, {'\u01a1', '\u01a1', 'o'}, {'\u1ea1', '\u1eb7', 'a'}, {'\u1eb9', '\u1ec7', 'e'}, {'\u1ec9', '\u1ecb', 'i'}, {'\u1ecd', '\u1ee3', 'o'},
}

// commonWidths are the advances of the letters up to the last of Vietnamese, so that a text is measured by looking them up.
var commonWidths = sync.OnceValue(func() *[0x2000]float64 {
	var widths [0x2000]float64
	for r := range rune(len(widths)) {
		widths[r] = letterWidth(r)
	}
	return &widths
})

// letterWidth is the advance of a letter in ems; marks add nothing to it.
func letterWidth(r rune) float64 {
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	upper := unicode.IsUpper(r)
	base := baseLetter(unicode.ToLower(r))
	if upper {
		base = unicode.ToUpper(base)
	}
	if width, ok := letterWidths[base]; ok {
		return width
	}
	if upper {
		return 0.73
	}
	return 0.5
}

// baseLetter takes the marks off a small letter, where it is narrower or wider than most.
func baseLetter(small rune) rune {
	for _, marked := range markedLetters {
		if small >= marked.first && small <= marked.last {
			return marked.base
		}
	}
	return small
}

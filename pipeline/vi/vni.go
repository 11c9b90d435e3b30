package vi

import (
	"strings"
	"unicode"
)

// Combining marks: two of a vowel's shape, and the five tones.
const (
	breve, circumflex                   = '\u0306', '\u0302'
	acute, grave, hook, tilde, dotBelow = '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'
)

// vniMark is what a mark behind a vowel adds to it; 0 for no shape or no tone.
type vniMark struct{ shape, tone rune }

// vniSmallMarks are the marks behind a small vowel, by their characters; those behind a capital are the capitals of these.
var vniSmallMarks = map[rune]vniMark{
	'ù': {0, acute}, 'ø': {0, grave}, 'û': {0, hook}, 'õ': {0, tilde}, 'ï': {0, dotBelow},
	'â': {circumflex, 0}, 'á': {circumflex, acute}, 'à': {circumflex, grave}, 'å': {circumflex, hook}, 'ã': {circumflex, tilde}, 'ä': {circumflex, dotBelow},
	'ê': {breve, 0}, 'é': {breve, acute}, 'è': {breve, grave}, 'ú': {breve, hook}, 'ü': {breve, tilde}, 'ë': {breve, dotBelow},
}

// vniSmallLetters are the letters that are one character, by it.
var vniSmallLetters = map[rune]rune{'ñ': 'đ', 'ô': 'ơ', 'ö': 'ư', 'í': 'í', 'ì': 'ì', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ'}

// vniVowels may have marks behind them; i has its tones in letters of their own.
const vniVowels = "aeouyơưAEOUYƠƯ"

var (
	vniMarks   = bothCases(vniSmallMarks, func(m vniMark) vniMark { return m })
	vniLetters = bothCases(vniSmallLetters, unicode.ToUpper)
	vniCodes   = codesOfVNI()
)

func bothCases[T any](small map[rune]T, upper func(T) T) map[rune]T {
	both := map[rune]T{}
	for r, value := range small {
		both[r], both[unicode.ToUpper(r)] = value, upper(value)
	}
	return both
}

// codesOfVNI returns how each letter with marks, or of a place of its own, is written.
func codesOfVNI() map[rune]string {
	codes := map[rune]string{}
	for code, letter := range vniLetters {
		codes[letter] = string(code)
	}
	for _, vowel := range vniVowels {
		base, own := codes[vowel]
		if !own {
			base = string(vowel)
		}
		for code, mark := range vniMarks {
			if letter, ok := mark.on(vowel); ok && unicode.IsUpper(code) == unicode.IsUpper(vowel) {
				if _, own := codes[letter]; !own { // ỵ is one character
					codes[letter] = base + string(code)
				}
			}
		}
	}
	return codes
}

// on puts marks on a vowel; ok is false where Vietnamese has no such letter.
func (m vniMark) on(vowel rune) (rune, bool) {
	if !strings.ContainsRune(vniVowels, vowel) {
		return 0, false
	}
	marked := []rune{vowel}
	for _, mark := range []rune{m.shape, m.tone} {
		if mark != 0 {
			marked = append(marked, mark)
		}
	}
	composed := []rune(NFC(string(marked)))
	return composed[0], len(composed) == 1 && IsLetter(composed[0])
}

// with adds the marks of another; ok is false where there would be two shapes or two tones.
func (m vniMark) with(other vniMark) (both vniMark, ok bool) {
	both = vniMark{m.shape + other.shape, m.tone + other.tone}
	return both, (m.shape == 0 || other.shape == 0) && (m.tone == 0 || other.tone == 0)
}

// fromVNI reads a letter and the marks behind it: usually one for both shape and tone, but two in either order look alike.
func fromVNI(text string) (string, bool) {
	var out []rune
	var vowel rune
	var marks vniMark
	for _, r := range text {
		mark, isMark := vniMarks[r]
		letter, isLetter := vniLetters[r]
		switch {
		case isMark:
			both, ok := marks.with(mark)
			marked, known := both.on(vowel)
			if !ok || !known {
				return text, false
			}
			marks, out[len(out)-1] = both, marked
			continue
		case isLetter:
			r = letter
		case isForeign(r):
			return text, false
		}
		vowel, marks = r, vniMark{}
		out = append(out, r)
	}
	return string(out), true
}

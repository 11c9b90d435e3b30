package vi

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as names and header texts are matched: lower case, without tone marks and diacritics
// (đ, and ð that is typed for it, are d), every run of spaces and punctuation one space, trimmed.
// Vietnamese text comes out as ASCII. The symbols % & + < = > keep their place, for they tell headers apart.
// Folding twice changes nothing. An empty result means that s holds no letter, digit or such symbol.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	if !common(s) {
		s = norm.NFD.String(s)
	}
	out := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		letter := foldRune(r)
		switch {
		case letter == dropped:
			continue
		case letter == ' ':
			gap = true
			continue
		case gap && len(out) > 0:
			out = append(out, ' ')
		}
		gap = false
		out = utf8.AppendRune(out, letter)
	}
	return string(out)
}

// folded tells whether s is folded ASCII already, so that Fold need not copy it.
func folded(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' ':
		default:
			return false
		}
	}
	return true
}

// common tells whether s holds no letters but those of the tables below, so that it need not be decomposed.
func common(s string) bool {
	for _, r := range s {
		if r >= 0x0370 && (r < 0x1E00 || r > 0x206F || 0x1F00 <= r && r < 0x2000) {
			return false
		}
	}
	return true
}

// dropped is what foldRune returns for a rune that leaves no trace, such as a combining tone mark.
const dropped rune = -1

func foldRune(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf:
		return foldSign(r)
	case r < rune(len(latin)) && latin[r] != 0:
		return latin[r]
	case 0x1E00 <= r && r <= 0x1EFF && latinAdditional[r-0x1E00] != 0:
		return latinAdditional[r-0x1E00]
	case 0x0300 <= r && r <= 0x036F:
		return dropped
	}
	return foldRare(r)
}

func foldSign(r rune) rune {
	switch r {
	case '%', '&', '+', '<', '=', '>':
		return r
	}
	return ' '
}

// foldRare folds what the tables do not hold: other scripts, decomposed, typographic signs, invisible characters.
func foldRare(r rune) rune {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return dropped
	case !unicode.In(r, unicode.L, unicode.N, unicode.Mc, unicode.Sm):
		return ' '
	}
	return unicode.ToLower(r)
}

// The letters that accented Latin letters fold to, by code point; 0 where there is none.
var (
	latin           = foldBlock(0, 0x250)
	latinAdditional = foldBlock(0x1E00, 0x100)
)

// foldBlock returns the folded letters of the block of code points that starts at first.
func foldBlock(first rune, size int) []rune {
	letters := make([]rune, size)
	for i := range letters {
		base, _ := utf8.DecodeRune(norm.NFD.Bytes(utf8.AppendRune(nil, first+rune(i))))
		switch base = unicode.ToLower(base); {
		case base == 'đ' || base == 'ð':
			letters[i] = 'd'
		case base == 'ſ':
			letters[i] = 's'
		case unicode.IsLetter(base):
			letters[i] = base
		}
	}
	return letters
}

package vi

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// hedge is what words before a number make of it.
type hedge struct {
	qualifier Qualifier
	inclusive bool   // the number itself is within the bound: ít nhất, không quá
	spelling  string // as the words are spelt
}

// hedges holds the words that may stand before one number, by their folded text.
var hedges = byFold(
	entries(About, true, "khoảng", "khoảng chừng", "vào khoảng", "trên dưới", "xấp xỉ", "ước", "ước tính", "ước đạt",
		"ước khoảng", "độ", "chừng", "độ chừng"),
	entries(Over, false, "hơn", "trên", "nhiều hơn", "lớn hơn"),
	entries(Over, true, "ít nhất", "tối thiểu", "không dưới", "không ít hơn", "không thấp hơn"),
	entries(Near, false, "gần", "ngót", "gần đến", "gần tới"),
	entries(Under, false, "dưới", "chưa đến", "chưa tới", "không đến", "không tới", "ít hơn", "nhỏ hơn", "thấp hơn"),
	entries(Under, true, "không quá", "chưa quá", "không vượt quá", "tối đa", "nhiều nhất", "không hơn"),
)

// openers holds the words that may stand before the first of two numbers, by their folded text.
var openers = byFold(
	entries(Between, true, "", "từ", "khoảng", "khoảng từ", "vào khoảng", "trong khoảng", "trong khoảng từ"),
)

func entries(q Qualifier, inclusive bool, spellings ...string) []hedge {
	var all []hedge
	for _, s := range spellings {
		all = append(all, hedge{q, inclusive, s})
	}
	return all
}

func byFold(groups ...[]hedge) map[string]hedge {
	all := map[string]hedge{}
	for _, h := range slices.Concat(groups...) {
		all[Fold(h.spelling)] = h
	}
	return all
}

// spelt tells whether words are spelling: as it stands, with its tone mark on another vowel (khỏang), or wholly
// without marks, but for two that would then be other words. Other marks make another word, which is asked back.
func spelt(words, spelling string) bool {
	if words == Fold(spelling) {
		return words == spelling || words != "do" && words != "chung"
	}
	return slices.Equal(lettersAndMarks(words), lettersAndMarks(spelling))
}

func lettersAndMarks(s string) []rune {
	runes := []rune(norm.NFD.String(s))
	slices.Sort(runes)
	return runes
}

// suggestions says how signs and words that are asked back may have been meant: signs do not belong into an
// official text, "từ 10" has no end. They are offered to the sender as readings, never taken.
var suggestions = map[string]string{
	">": "hơn", "<": "dưới", ">=": "ít nhất", "≥": "ít nhất", "<=": "không quá", "≤": "không quá",
	"~": "khoảng", "≈": "khoảng", "±": "khoảng", "từ": "ít nhất", "+": "", "=": "",
}

// hedgeWords returns what stands before a figure as Quantity.Words keeps it: lower case, single spaces, its marks as
// they were typed. ok is false where anything but words stands there.
func hedgeWords(head string) (words string, ok bool) {
	words = SingleSpaced(Lower(head))
	for _, r := range words {
		if r != ' ' && !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return words, false
		}
	}
	return words, true
}

package vi

import (
	"strings"
	"unicode"
)

// unitPrefixes are the words before the name of a unit that say what kind of unit it is, or whose police it has.
// "CA" alone is none: it is also the folded "Cà" of Cà Mau.
var unitPrefixes = [][]string{
	{"công", "an"}, {"ca", "tỉnh"}, {"ca", "thành", "phố"}, {"ca", "tp"}, {"ca", "t", "p"}, {"catp"}, {"ubnd"},
	{"các", "tỉnh"}, {"tỉnh"}, {"thành", "phố"}, {"tp"}, {"t", "p"}, {"thủ", "đô"},
	{"vùng"}, {"khu", "vực"}, {"địa", "bàn"},
	{"huyện"}, {"quận"}, {"thị", "xã"}, {"thị", "trấn"}, {"xã"}, {"phường"}, {"đặc", "khu"},
}

// FoldUnit folds the name of a unit and drops the words before it that say what kind it is, again and again:
// "CA tỉnh Cà Mau", "T.P Cần Thơ" and "Vùng Tây Nguyên" become "ca mau", "can tho" and "tay nguyen".
// It never returns less than a name: "Tỉnh", "Quận 1" and "Vùng II" keep their words. A prefix counts only as it is
// spelt, so that Vũng Tàu and Quan Sơn stay whole; in a text without any marks it counts without, and a name may lose
// its first word ("Vung Tau"), so match by Fold first.
func FoldUnit(s string) string {
	words := strings.FieldsFunc(strings.ToLower(NFC(s)), func(r rune) bool { return foldRune(r) == ' ' })
	unmarked := strings.Join(words, " ") == Fold(s)
	for {
		rest := words
		for _, prefix := range unitPrefixes {
			if hasPrefix(words, prefix, unmarked) && isName(words[len(prefix):]) {
				rest = words[len(prefix):]
				break
			}
		}
		if len(rest) == len(words) {
			return Fold(strings.Join(words, " "))
		}
		words = rest
	}
}

func hasPrefix(words, prefix []string, unmarked bool) bool {
	if len(words) < len(prefix) {
		return false
	}
	for i, want := range prefix {
		if words[i] != want && (!unmarked || words[i] != Fold(want)) {
			return false
		}
	}
	return true
}

// isName tells whether words can stand as a name: they hold a letter and are no mere numeral.
func isName(words []string) bool {
	text := Fold(strings.Join(words, " "))
	return text != "" && !unicode.IsDigit(rune(text[0])) && strings.Trim(text, "ivx ") != ""
}

package vi

import "strings"

// tcvn3Runs are the letters of TCVN 5712:1993, third set (VN3), by the code of the first of each run.
var tcvn3Runs = map[rune]string{
	0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
	0xB5: "àảãáạ",
	0xBB: "ằẳẵắ",
	0xC6: "ặầẩẫấậè",
	0xCE: "ẻẽéẹềểễếệìỉ",
	0xDC: "ĩíịò",
	0xE1: "ỏõóọồổỗốộờởỡớợù",
	0xF1: "ủũúụừửữứựỳỷỹýỵ",
}

// The letters by their codes, and the codes by their letters. All codes are of Latin-1, where Windows has the same.
var tcvn3Letters, tcvn3Codes = tcvn3Tables()

func tcvn3Tables() (letters, codes map[rune]rune) {
	letters, codes = map[rune]rune{}, map[rune]rune{}
	for code, run := range tcvn3Runs {
		for _, letter := range run {
			letters[code], codes[letter] = letter, code
			code++
		}
	}
	return letters, codes
}

func fromTCVN3(text string) (string, bool) {
	var b strings.Builder
	for _, r := range text {
		letter, ok := tcvn3Letters[r]
		switch {
		case ok:
			r = letter
		case isForeign(r):
			return text, false
		}
		b.WriteRune(r)
	}
	return b.String(), true
}

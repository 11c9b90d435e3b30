package vi

import (
	"strings"
	"unicode"
)

// vietnamese are the small letters that ASCII has not.
const vietnamese = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"

// latinLetters are those, in both cases, that Latin-1 has too.
var latinLetters = func() (letters [0x100]bool) {
	for r := range rune(len(letters)) {
		letters[r] = r >= 0x80 && strings.ContainsRune(vietnamese, unicode.ToLower(r))
	}
	return letters
}()

// IsLetter tells whether a composed letter is one of Vietnamese that ASCII has not.
func IsLetter(r rune) bool {
	if r < rune(len(latinLetters)) {
		return r >= 0 && latinLetters[r]
	}
	return strings.ContainsRune(vietnamese, unicode.ToLower(r))
}

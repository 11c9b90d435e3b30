package vi

import (
	"strings"
	"unicode"
)

// vietnamese are the small letters that ASCII has not.
const vietnamese = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"

// IsLetter tells whether a composed letter is one of Vietnamese that ASCII has not.
func IsLetter(r rune) bool { return strings.ContainsRune(vietnamese, unicode.ToLower(r)) }

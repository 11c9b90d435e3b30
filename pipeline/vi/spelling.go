package vi

import (
	"strings"
	"unicode"
)

// toned is a vowel with its tone, apart.
var toned = func() map[rune][2]rune {
	apart := map[rune][2]rune{}
	for _, vowel := range "aăâeêioôơuưy" {
		for _, tone := range []rune{grave, acute, tilde, hook, dotBelow} {
			for _, composed := range NFC(string([]rune{vowel, tone})) {
				apart[composed] = [2]rune{vowel, tone}
			}
		}
	}
	return apart
}()

// Spelling is a name as names are compared with their marks: small, and with a word's tone behind it, for Hoà and Hòa are
// one word.
func Spelling(name string) string {
	words := strings.FieldsFunc(Lower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		var letters, tone []rune
		for _, r := range word {
			if apart, ok := toned[r]; ok {
				r, tone = apart[0], append(tone, apart[1])
			}
			letters = append(letters, r)
		}
		words[i] = string(append(letters, tone...))
	}
	return strings.Join(words, " ")
}

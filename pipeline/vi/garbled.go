package vi

import (
	"strings"
	"unicode"
)

// Garbled counts the words of a text of Unicode that can hardly be meant so, and are Vietnamese words where the text is
// taken for one in the legacy encoding: x· and ®¬n in TCVN3, xaõ and ñôn in VNI. Words that may be meant as they stand, such
// as các in a text of both, are not counted.
func (e Encoding) Garbled(text string) int {
	count := 0
	for word := range strings.FieldsSeq(NFC(text)) {
		if decoded, ok := e.Decode(word); ok && e.tells([]rune(word)) && isWord(decoded) {
			count++
		}
	}
	return count
}

// isWord tells whether a text is a syllable, or some with a hyphen or stroke between, with signs around them.
func isWord(text string) bool {
	letters := strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	for syllable := range strings.FieldsFuncSeq(letters, func(r rune) bool { return strings.ContainsRune("-–/.,:;()", r) }) {
		if !isSyllable(syllable) {
			return false
		}
	}
	return letters != ""
}

// tells tells whether something in a word is no Vietnamese: a letter that it has not, a sign within the word, and in VNI
// a vowel behind another that it cannot follow.
func (e Encoding) tells(word []rune) bool {
	for i, r := range word {
		var before, behind rune
		if i > 0 {
			before = word[i-1]
		}
		if i+1 < len(word) {
			behind = word[i+1]
		}
		switch {
		case r < 0xA1 || r == '\u00ad': // the soft hyphen may stand anywhere, unseen
		case IsLetter(r):
			if e == VNI && strangeBehind(before, r) {
				return true
			}
		case unicode.IsLetter(r), r != '»' && unicode.IsLetter(before), (r == '®' || r == '»') && unicode.IsLetter(before) && behind != 0, r == '®' && behind > 0xA0:
			return true
		}
	}
	return false
}

// vowelPairs are those of a vowel and another with a mark that VNI writes for something else, and that Vietnamese has too.
const vowelPairs = "oà oá oã oè oé uà uá uã uâ uê uè ué yê yà yá yã yú"

// strangeBehind tells whether a letter is a mark of VNI that cannot stand behind the vowel as a letter.
func strangeBehind(vowel, r rune) bool {
	vowel, r = unicode.ToLower(vowel), unicode.ToLower(r)
	_, mark := vniSmallMarks[r]
	return mark && strings.ContainsRune("aeouy", vowel) && !strings.Contains(vowelPairs, string([]rune{vowel, r}))
}

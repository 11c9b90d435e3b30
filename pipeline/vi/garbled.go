package vi

import (
	"strings"
	"unicode"
)

// Garbled counts the words of a text of Unicode that can hardly be meant so, and are Vietnamese words where the text is
// taken for one in the legacy encoding: x· and ®¬n in TCVN3, xaõ and ñôn in VNI. Words that may be meant as they stand, such
// as các in a text of both, are not counted.
func (e Encoding) Garbled(text string) int {
	if !e.mayTell(text) {
		return 0
	}
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
			if e == VNI && strangePairs[[2]rune{before, r}] {
				return true
			}
		case unicode.IsLetter(r), r != '»' && unicode.IsLetter(before), (r == '®' || r == '»') && unicode.IsLetter(before) && behind != 0, r == '®' && behind > 0xA0:
			return true
		}
	}
	return false
}

// mayTell tells, at little cost, whether there may be such a word in a text; a combining mark may make one.
func (e Encoding) mayTell(text string) bool {
	var before rune
	for _, r := range text {
		if r >= 0x300 && r < 0x370 || 0xA0 < r && r < 0x100 && r != '\u00ad' && (!latinLetters[r] || e == VNI && strangePairs[[2]rune{before, r}]) {
			return true
		}
		before = r
	}
	return false
}

// vowelPairs are those of a vowel and another with a mark that VNI writes for something else, and that Vietnamese has too.
const vowelPairs = "oà oá oã oè oé uà uá uã uâ uê uè ué yê yà yá yã yú"

// strangePairs are the other ones, in all cases: a letter that VNI has for a mark cannot stand there as a letter.
var strangePairs = func() map[[2]rune]bool {
	pairs := map[[2]rune]bool{}
	for _, vowel := range "aeouyAEOUY" {
		for mark := range vniMarks {
			if IsLetter(mark) && !strings.Contains(vowelPairs, strings.ToLower(string([]rune{vowel, mark}))) {
				pairs[[2]rune{vowel, mark}] = true
			}
		}
	}
	return pairs
}()

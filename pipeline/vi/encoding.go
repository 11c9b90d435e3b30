package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Encoding is how a text's letters are kept.
type Encoding uint8

// The encodings. Legacy ones keep Vietnamese letters in the places of other letters, and need a font that draws them so.
const (
	Unicode       Encoding = iota
	TCVN3                  // TCVN 5712:1993 (ABC), fonts .VnTime and the like; capitals by a second font, .VnTimeH
	TCVN3Capitals          // of a font such as .VnTimeH, that draws small letters as capitals
	VNI                    // fonts VNI-Times and the like: a base letter and a mark
)

// FontEncoding returns the encoding that a font draws, by its name in any case: .VnTime and the other families whose names
// begin with .Vn are TCVN3, those of them that end in H (.VnTimeH, .VnArial NarrowH) its capitals; VNI-Times, VNI Helve and
// the like are VNI. All others are Unicode: UVN, UTM, SVN, VNF and iCiel families only look similar.
func FontEncoding(font string) Encoding {
	name := strings.ToLower(strings.Trim(font, "@\"' \u00a0")) // an @ turns the letters of vertical text
	switch {
	case strings.HasPrefix(name, ".vn") && len(name) > len(".vn") && strings.HasSuffix(name, "h"):
		return TCVN3Capitals
	case strings.HasPrefix(name, ".vn") && len(name) > len(".vn"):
		return TCVN3
	case strings.HasPrefix(name, "vni-"), strings.HasPrefix(name, "vni "), strings.HasPrefix(name, "vni_"):
		return VNI
	}
	return Unicode
}

// Decode converts a text that is kept in a legacy encoding, as Unicode text of the characters in whose places its letters
// are, to Vietnamese in NFC. ok is false, and the text as it was, where nothing needs converting or where the text cannot
// be in that encoding: it holds letters that the encoding has not, such as a Unicode text behind an old font's name does.
// Signs that are no letters stay as they are.
func (e Encoding) Decode(text string) (decoded string, ok bool) {
	decoded, ok = e.decode(NFC(text))
	if !ok || decoded == text {
		return text, false
	}
	return decoded, true
}

func (e Encoding) decode(text string) (string, bool) {
	switch e {
	case TCVN3:
		return fromTCVN3(text)
	case TCVN3Capitals:
		decoded, ok := fromTCVN3(text)
		return Upper(decoded), ok
	case VNI:
		return fromVNI(text)
	}
	return text, false
}

// Encode converts Vietnamese to a legacy encoding, the way back of Decode. ok is false where the encoding has no code for
// a character: TCVN3 has none for capitals with a tone mark, and its capitals none for small letters.
func (e Encoding) Encode(text string) (encoded string, ok bool) {
	text = NFC(text)
	var b strings.Builder
	for _, r := range text {
		b.WriteString(e.code(r))
	}
	decoded, ok := e.decode(b.String())
	return b.String(), ok && decoded == text
}

// code returns how a letter is written; what has no code is written as it is.
func (e Encoding) code(r rune) string {
	switch code, ok := rune(0), false; e {
	case TCVN3:
		if code, ok = tcvn3Codes[r]; ok {
			return string(code)
		}
	case TCVN3Capitals:
		if code, ok = tcvn3Codes[unicode.ToLower(r)]; ok {
			return string(code)
		}
	case VNI:
		if code, ok := vniCodes[r]; ok {
			return code
		}
	}
	return string(r)
}

// isForeign tells whether a character is a letter or mark, and so none that stays as it is in a legacy text.
func isForeign(r rune) bool {
	return r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r)) || r == utf8.RuneError
}

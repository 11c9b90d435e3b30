package vi

import "strings"

// dittoWords say that a cell is like the one above it, folded.
var dittoWords = map[string]bool{"nt": true, "n t": true, "ditto": true, "nhu tren": true, "nhu o tren": true, "nhu dong tren": true, "nhu hang tren": true, "tuong tu": true}

// IsDitto tells whether a text stands for what is written above it: //, ", nt, như trên. It is never read as that figure.
func IsDitto(text string) bool {
	text = cleanText(text)
	if dittoWords[Fold(text)] {
		return true
	}
	signs := strings.Trim(strings.ReplaceAll(text, " ", ""), "-–—−.")
	only := func(cut string) bool { return strings.Trim(signs, cut) == "" }
	switch {
	case signs == "":
		return false
	case only(`"“”„″〃`):
		return true
	}
	return len([]rune(signs)) > 1 && (only(`/\`) || only("'’‘′,"))
}

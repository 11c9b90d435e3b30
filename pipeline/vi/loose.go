package vi

import "strings"

// variants are spellings that mean the same in names of models and communes, folded: i and y, and what is usually
// shortened in this field.
var variants = strings.NewReplacer(" antt ", " an ninh trat tu ", " anqg ", " an ninh quoc gia ", " tdp ", " to dan pho ", " kdc ", " khu dan cu ",
	" ttatxh ", " trat tu an toan xa hoi ", " tt ", " trat tu ", " ve ", " ", " va ", " ", " & ", " ")

// Loose folds a name so that the usual variants of its spelling come out alike: case, marks, i for y, usual short
// forms (ANTT), "và" and "về" left out, spaces. It is for pointing at likely duplicates, never for taking two for one.
func Loose(s string) string {
	text := " " + Fold(s) + " "
	for { // a replaced word's space may begin the next one
		next := variants.Replace(text)
		if next == text {
			break
		}
		text = next
	}
	return strings.NewReplacer(" ", "", "y", "i").Replace(text)
}

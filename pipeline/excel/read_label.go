package excel

import (
	"regexp"
	"strings"

	"tonghop/pipeline/vi"
)

// longestLabel is how much of a text is compared with labels and names, in bytes: what is longer is none of them, and one
// long text may stand in every cell.
const longestLabel = 512

// foldLabel folds as much of a text as a label may have, as vi.Fold does and with i for y: kỳ and kì are one word.
func foldLabel(text string) string {
	if len(text) > longestLabel {
		text = text[:longestLabel]
	}
	return strings.ReplaceAll(vi.Fold(text), "y", "i")
}

// footnote is what sends a reader from a label to a note or says the column's number: (1), [2], 3), *, ², (a), (3=1+2).
var footnote = regexp.MustCompile(`(?:\(\s*(?:[0-9][0-9+\-=:/*×x()% ]*|\*+|[A-Za-z])\s*\)|\[\s*[0-9*]{1,2}\s*\]|\s[0-9]{1,2}\)|[*¹²³⁰⁴-⁹]+)[\s:.]*$`)

// unmarked is a label without the marks of footnotes behind it.
func unmarked(text string) string {
	for {
		rest := strings.TrimSpace(footnote.ReplaceAllString(text, ""))
		if rest == text || vi.Fold(rest) == "" {
			return text
		}
		text = rest
	}
}

// mayBeMarked tells, at little cost, whether there is anything to take off a label.
func mayBeMarked(text string) bool {
	return strings.ContainsAny(text, ")]*¹²³⁰⁴⁵⁶⁷⁸⁹")
}

// withoutMeasure is a header without the unit of measure in brackets behind it: Mô hình (mô hình), Số hộ (ĐVT: hộ).
func (x *lexicon) withoutMeasure(text string) string {
	text = strings.TrimRight(text, " :.")
	open := strings.LastIndex(text, "(")
	if open <= 0 || !strings.HasSuffix(text, ")") {
		return text
	}
	inside := text[open+1 : len(text)-1]
	if label, unit, ok := strings.Cut(inside, ":"); ok && x.measure[foldLabel(label)] {
		inside = unit
	}
	if !x.measures[foldLabel(inside)] {
		return text
	}
	return text[:open]
}

// withoutOrdinal is the name of a row without the number before it: 1. Xây dựng mới, II - An Giang, a) …
func withoutOrdinal(text string) string {
	text = enumeration.ReplaceAllString(text, "")
	return ordinal.ReplaceAllString(text, "")
}

// ordinal is a Roman number or a letter before a name.
var ordinal = regexp.MustCompile(`^(?:[IVXLC]+|[A-Za-zĐđ])(?:[.)]\s*|\s+[-–]\s*)`)

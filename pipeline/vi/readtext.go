package vi

import (
	"cmp"
	"strings"
	"unicode"
)

// zeroWords declare none; their spellings by their folded text.
var zeroWords = map[string]string{
	"khong": "không", "khong co": "không có", "khong phat sinh": "không phát sinh",
	"khong co phat sinh": "không có phát sinh",
}

// phrases offers how a cell may be filled by whoever typed words into it, by their folded text.
var phrases = map[string][]string{
	"chua co": {"…", "-"}, "chua phat sinh": {"-"}, "khong ap dung": {"x"},
	"chua co so lieu": {"…"}, "khong co so lieu": {"…"}, "chua thong ke": {"…"}, "chua thong ke duoc": {"…"},
	"khong ro": {"…"}, "dang tong hop": {"…"}, "dang cap nhat": {"…"}, "cap nhat sau": {"…"}, "dang thong ke": {"…"},
	"k": {"-"}, "ko": {"-"}, "k co": {"-"}, "ko co": {"-"}, "khong xay ra": {"-"}, "xx": {"x"}, "xxx": {"x"},
}

// ReadText returns what the text of a cell declares. It reads
//
//	2.258  2,258  1 900  05  12,5  -5     a number: groups of exactly three digits are thousands
//	gần 1.900  từ 10 đến 12  10 - 12      a hedged number, in any of the words that officers use
//	12 (mười hai)                         either of them with a note
//	0  -  không  không phát sinh          zero
//	(empty)  …  ...                       missing
//	x                                     not applicable
//
// in NFC or NFD, any case, with spaces and dashes of any kind, behind an apostrophe. Anything else is Unreadable and asked back, with
// the Readings that it allows: a dot as decimal separator (12.5), thousands that may be decimals (1.234,500), units behind
// the figure (12 mô hình, 2 triệu), letters for digits (1O), a greater number in brackets (12 (15)), hedged zeros, years
// (2018-2024), figures of more than 12 digits or 4 decimals, what stands for the figure above (IsDitto), and every word
// that is not known. Negative numbers and fractions are Declared; rules refuse them where they cannot be.
func ReadText(s string) Quantity {
	text, note, ok := cutNote(cleanText(s))
	if !ok {
		return unreadable()
	}
	q := readWords(text)
	q.Note = note
	switch {
	case q.State == Unreadable:
		return unreadable(withLookalikes(text, q.Readings)...)
	case q.doubted(note):
		return unreadable(q.String(), readWords(note).String())
	}
	return q
}

// doubted tells whether a note is a greater number than the figure before it: it is no part of it and no footnote's number.
func (q Quantity) doubted(note string) bool {
	other := readWords(note)
	return q.Known() && q.Qualifier == Exact && other.Known() && other.Qualifier == Exact && other.Value > q.Value && len(note) > 1
}

func unreadable(readings ...string) Quantity { return Quantity{State: Unreadable, Readings: readings} }

// dashes are those that look like another: hyphens that do not break a line, of the width of figures, the longest, wide ones.
var dashes = map[rune]rune{'\u2010': '-', '\u2011': '-', '\u2012': '–', '\u2015': '—', '\uff0d': '-'}

// cleanText composes the text of a cell, makes its spaces and dashes plain, line breaks '\n', and drops invisible
// characters and the apostrophe by which Excel is told that a figure is text.
func cleanText(s string) string {
	text := strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsSpace(r):
			return '\n'
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return cmp.Or(dashes[r], r)
	}, NFC(s)))
	for _, apostrophe := range []string{"'", "’", "‘"} {
		if rest, ok := strings.CutPrefix(text, apostrophe); ok && strings.Trim(rest, "'’‘ \n") != "" {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// cutNote cuts a note in brackets off the end of text; ok is false for brackets that are no note.
func cutNote(text string) (rest, note string, ok bool) {
	if !strings.ContainsAny(text, "()") {
		return text, "", true
	}
	rest, note, _ = strings.Cut(text, "(")
	note, closed := strings.CutSuffix(note, ")")
	rest, note = strings.TrimSpace(rest), strings.TrimSpace(note)
	return rest, note, closed && rest != "" && !strings.ContainsAny(note, "()")
}

// readWords reads a text without a note.
func readWords(text string) Quantity {
	switch text {
	case "", "…":
		return Quantity{State: Missing}
	case "-", "–", "—", "−":
		return Quantity{State: Zero, Qualifier: Exact}
	case "x", "X":
		return Quantity{State: NotApplicable}
	}
	if first := strings.IndexAny(text, "0123456789"); first >= 0 {
		return readFigures(text[:first], text[first:])
	}
	return readPhrase(text)
}

// readPhrase reads a text without digits.
func readPhrase(text string) Quantity {
	if dots := strings.ReplaceAll(text, "…", "..."); len(dots) >= 2 && strings.Trim(dots, ".") == "" {
		if len(dots) == 2 {
			return unreadable("…")
		}
		return Quantity{State: Missing}
	}
	if strings.Trim(text, "-–—−_ ") == "" {
		return unreadable("-", "…")
	}
	words, ok := hedgeWords(strings.TrimSuffix(text, "."))
	folded := Fold(words)
	switch {
	case ok && words != "" && spelt(words, zeroWords[folded]):
		return Quantity{State: Zero, Qualifier: Exact}
	case ok && zeroWords[folded] != "":
		return unreadable("-")
	case ok:
		return unreadable(phrases[folded]...)
	}
	return unreadable()
}

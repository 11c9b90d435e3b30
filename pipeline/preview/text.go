package preview

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"

	"tonghop/pipeline/vi"
)

// clean puts a mark in the place of what a terminal would obey, and any white space is a space.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf):
			return '□'
		}
		return r
	}, s)
}

// long is how many characters of a line a text takes.
func long(s string) int { return text.StringWidthWithoutEscSequences(s) }

// wrapped cuts a text into lines of at most so many characters, at spaces where it can.
func wrapped(s string, most int) []string {
	var lines []string
	line, taken := "", 0
	for word := range strings.FieldsSeq(clean(s)) {
		length := long(word)
		if line != "" && taken+1+length <= most {
			line, taken = line+" "+word, taken+1+length
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for length > most {
			head := text.Trim(word, most)
			if head == "" { // one letter that is wider
				_, size := utf8.DecodeRuneInString(word)
				head = word[:size]
			}
			lines, word = append(lines, head), strings.TrimPrefix(word, head)
			length = long(word)
		}
		line, taken = word, length
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// centred wraps a text and sets its lines in the middle, as long as each other as can be.
func centred(s string, within int) []string {
	lines := wrapped(s, within)
	for most := within - 1; most > 0; most-- {
		shorter := wrapped(s, most)
		if len(shorter) != len(lines) {
			break
		}
		lines = shorter
	}
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", (within-long(line))/2) + line
	}
	return lines
}

func indented(lines []string, by string) []string {
	for i := range lines {
		lines[i] = by + lines[i]
	}
	return lines
}

// hanging wraps a text behind what its first line and its others begin with.
func hanging(s, first, others string) []string {
	lines := wrapped(s, width-long(first))
	if len(lines) > 1 {
		rest := strings.TrimPrefix(vi.SingleSpaced(clean(s)), lines[0])
		lines = append(lines[:1], wrapped(rest, width-long(others))...)
	}
	for i := range lines {
		if i == 0 {
			lines[i] = first + lines[i]
			continue
		}
		lines[i] = others + lines[i]
	}
	return lines
}

// beside sets two columns of lines next to each other.
func beside(left, right []string, at int) []string {
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		if i < len(left) {
			lines[i] = left[i]
		}
		if i < len(right) {
			lines[i] = padded(lines[i], at) + right[i]
		}
	}
	return lines
}

// padded fills a text up with spaces.
func padded(s string, to int) string {
	return s + strings.Repeat(" ", max(0, to-long(s)))
}

// longest is the width of the widest line.
func longest(lines []string) int {
	if len(lines) == 0 {
		return 0
	}
	return long(slices.MaxFunc(lines, func(a, b string) int { return long(a) - long(b) }))
}

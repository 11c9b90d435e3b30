package excel

import (
	"maps"
	"strings"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// refusalAt makes a refusal about a place; a position of row 0 is the sheet as a whole.
func refusalAt(g *grid, code string, at position, got string, values map[string]string) *pipeline.Refusal {
	cell := ""
	if at.row > 0 {
		cell = pipeline.CellName(at.row, at.column)
	}
	return onSheet(g.sheet, &pipeline.Refusal{Code: code, Cell: cell, Got: oneLine(got), Values: values})
}

// onSheet says on which sheet a refusal is. It keeps the sheet's own name; the sentence has one that can be read.
func onSheet(sheet *pipeline.Sheet, refusal *pipeline.Refusal) *pipeline.Refusal {
	refusal.Sheet = sheet.Name
	if name := oneLine(sheet.Name); name != sheet.Name {
		values := maps.Clone(refusal.Values)
		if values == nil {
			values = map[string]string{}
		}
		values["sheet"] = name
		refusal.Values = values
	}
	return refusal
}

// longestQuote is how much of what somebody typed a sentence quotes.
const longestQuote = 80

// oneLine makes what was typed fit to stand within a sentence: on one line, without invisible characters, not too long,
// and without the braces that a sentence's own places have.
func oneLine(text string) string {
	text = vi.SingleSpaced(strings.Map(printable, vi.NFC(text)))
	if runes := []rune(text); len(runes) > longestQuote {
		return strings.TrimSpace(string(runes[:longestQuote])) + "…"
	}
	return text
}

func printable(r rune) rune {
	switch {
	case r == '{':
		return '('
	case r == '}':
		return ')'
	case unicode.IsSpace(r):
		return ' '
	case invisible(r):
		return -1
	case !unicode.IsPrint(r):
		return '□'
	}
	return r
}

// invisible tells whether a rune leaves no trace on the page, such as a mark of direction.
func invisible(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Cc) && !unicode.IsSpace(r) }

// visible takes away what leaves no trace on the page, so that what looks empty is.
func visible(text string) string {
	if !strings.ContainsFunc(text, invisible) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, text)
}

// quoted lists texts as “a”, “b”.
func quoted(texts []string) string {
	marked := make([]string, len(texts))
	for i, text := range texts {
		marked[i] = "“" + text + "”"
	}
	return strings.Join(marked, ", ")
}

package compose

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// filler fills phrases.
type filler struct {
	report  pipeline.Report
	words   map[string]string
	partial string // said in running text behind a sum that lacks parts
	waived  string // and behind a figure with a finding that was accepted on an explanation
	results pipeline.Results
	err     error // the first mistake in a phrase
}

func (f *filler) fail(line int, format string, args ...any) {
	if f.err == nil {
		f.err = mistake(f.report, line, format, args...)
	}
}

// rows returns how often a phrase is made: once for each row of the query that it names, or once.
func (f *filler) rows(line int, query string) int {
	if query == "" {
		return 1
	}
	result, ok := f.results[query]
	if !ok {
		f.fail(line, "no query is called %q", query)
	}
	return len(result.Rows)
}

// cell returns the value of a query's column in a row; of a query other than the repeated one, in its first row.
func (f *filler) cell(line int, x piece, query string, row int) pipeline.Cell {
	result, ok := f.results[x.query]
	if !ok {
		f.fail(line, "no query is called %q", x.query)
		return pipeline.Cell{}
	}
	if x.query != query {
		row = 0
	}
	for i, column := range result.Columns {
		if column == x.column {
			if row >= len(result.Rows) {
				return pipeline.Cell{}
			}
			return result.Rows[row][i]
		}
	}
	f.fail(line, "query %q has no column %q; it has %s", x.query, x.column, strings.Join(result.Columns, ", "))
	return pipeline.Cell{}
}

// inlines fills a phrase for a row of the query that is repeated.
func (f *filler) inlines(p *phrase, query string, row int) []pipeline.Inline {
	var inlines []pipeline.Inline
	for _, x := range p.pieces {
		made := pipeline.Inline{Text: x.text, Bold: x.bold, Italic: x.italic}
		switch {
		case x.text != "":
		case x.column != "":
			cell := f.cell(p.line, x, query, row)
			made.Text, made.Figure = cell.Text, cell.Figure
			if x.told {
				made.Figure = f.tell(p.line, x, cell)
			}
		case x.told:
			f.fail(p.line, "%s: only a figure is told as a hedge; expected {~query.column}", x.place())
		default:
			made.Text = f.word(p.line, x.query)
		}
		inlines = append(inlines, made)
	}
	return inlines
}

// tell returns the figure of a cell as running text tells it; its key stays.
func (f *filler) tell(line int, x piece, cell pipeline.Cell) *pipeline.Figure {
	if cell.Figure == nil {
		if cell.Text != "" {
			f.fail(line, "%s: %q is no figure; expected {%s.%s}", x.place(), cell.Text, x.query, x.column)
		}
		return nil
	}
	told := *cell.Figure
	told.Quantity = vi.Tell(told.Quantity)
	return &told
}

func (f *filler) word(line int, name string) string {
	word, ok := f.words[name]
	if !ok {
		f.fail(line, "{%s} is no word of an order; a query's value is {query.column}", name)
	}
	return word
}

// text fills a phrase and prints it.
func (f *filler) text(p *phrase, query string, row int) string {
	if p == nil {
		return ""
	}
	var b strings.Builder
	for _, inline := range f.inlines(p, query, row) {
		if inline.Figure != nil {
			b.WriteString(inline.Figure.Quantity.Prose())
			continue
		}
		b.WriteString(inline.Text)
	}
	return strings.TrimSpace(b.String())
}

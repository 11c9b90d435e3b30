package compose

import (
	"maps"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// filler fills phrases.
type filler struct {
	words    map[string]string
	partial  string // said in running text behind a sum that lacks parts
	waived   string // and behind a figure with a finding that was accepted on an explanation
	queries  []pipeline.Query
	results  pipeline.Results
	wording  pipeline.Wording
	heading  string // the last, without its number
	passages []pipeline.Passage
	err      error // the first mistake in a phrase
}

func (f *filler) fail(at position, format string, args ...any) {
	if f.err == nil {
		f.err = at.mistake(format, args...)
	}
}

// queryAt is where a query begins.
func (f *filler) queryAt(name string) position {
	for _, query := range f.queries {
		if query.Name == name {
			return position{query.File, query.Line}
		}
	}
	return position{}
}

// rows returns how often a phrase is made: once for each row of the query that it names, or once.
func (f *filler) rows(at position, query string) int {
	if query == "" {
		return 1
	}
	result, ok := f.results[query]
	if !ok {
		f.fail(at, "%s", noQuery(query, slices.Sorted(maps.Keys(f.results))))
	}
	return len(result.Rows)
}

// cell returns the value of a query's column in a row; of a query other than the repeated one, in its first row.
func (f *filler) cell(at position, x piece, query string, row int) pipeline.Cell {
	result, ok := f.results[x.query]
	if !ok {
		f.fail(at, "%s", noQuery(x.query, slices.Sorted(maps.Keys(f.results))))
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
	f.fail(at, "query %q has no column %q; it has %s", x.query, x.column, listed(result.Columns))
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
			cell := f.cell(p.at.plus(x.below), x, query, row)
			made.Text, made.Figure = cell.Text, cell.Figure
			if x.told {
				made.Figure = f.tell(p.at.plus(x.below), x, cell)
			}
		default:
			made.Text = f.words[x.query]
		}
		inlines = append(inlines, made)
	}
	return inlines
}

// tell returns the figure of a cell as running text tells it; its key stays.
func (f *filler) tell(at position, x piece, cell pipeline.Cell) *pipeline.Figure {
	if cell.Figure == nil {
		if cell.Text != "" {
			f.fail(at, "%s: %q is no figure; expected {%s.%s}", x.place(), cell.Text, x.query, x.column)
		}
		return nil
	}
	told := *cell.Figure
	if told.MissingParts > 0 {
		told.Quantity = vi.TellPart(told.Quantity)
	} else {
		told.Quantity = vi.Tell(told.Quantity)
	}
	return &told
}

func listed(names []string) string { return strings.Join(names, ", ") }

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

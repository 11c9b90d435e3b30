package compose

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// phrase is running text with places to fill.
type phrase struct {
	line   int
	pieces []piece
}

// piece is text, a word of the order ({unit}), or a value of a query ({query.column}).
type piece struct {
	text          string
	query, column string // query is "" for a word of the order
	bold, italic  bool
}

var place = regexp.MustCompile(`\{([a-zA-Z][a-zA-Z0-9_]*)(?:\.([a-zA-Z][a-zA-Z0-9_]*))?\}`)

// phrase reads the inline content of a node.
func (t *template) phrase(node ast.Node) *phrase {
	p := &phrase{line: t.line(node)}
	var runs []piece
	t.collect(&runs, node, false, false)
	for _, run := range runs {
		p.add(run.text, run.bold, run.italic)
	}
	return p
}

// collect gathers text in runs of one style: Markdown ends a text at every "_", also in the middle of a place.
func (t *template) collect(runs *[]piece, node ast.Node, bold, italic bool) {
	add := func(text string) {
		if last := len(*runs) - 1; last >= 0 && (*runs)[last].bold == bold && (*runs)[last].italic == italic {
			(*runs)[last].text += text
			return
		}
		*runs = append(*runs, piece{text: text, bold: bold, italic: italic})
	}
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		switch n := child.(type) {
		case *ast.Text:
			add(string(n.Segment.Value(t.source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				add(" ")
			}
		case *ast.String:
			add(string(n.Value))
		case *ast.Emphasis:
			t.collect(runs, n, bold || n.Level == 2, italic || n.Level == 1)
		default:
			t.collect(runs, n, bold, italic)
		}
	}
}

func textPhrase(text string, line int) *phrase {
	p := &phrase{line: line}
	p.add(text, false, false)
	return p
}

// add cuts text at its places.
func (p *phrase) add(text string, bold, italic bool) {
	text = vi.NFC(text)
	last := 0
	for _, at := range place.FindAllStringSubmatchIndex(text, -1) {
		p.addText(text[last:at[0]], bold, italic)
		made := piece{query: text[at[2]:at[3]], bold: bold, italic: italic}
		if at[4] >= 0 {
			made.column = text[at[4]:at[5]]
		}
		p.pieces = append(p.pieces, made)
		last = at[1]
	}
	p.addText(text[last:], bold, italic)
}

func (p *phrase) addText(text string, bold, italic bool) {
	if text != "" {
		p.pieces = append(p.pieces, piece{text: text, bold: bold, italic: italic})
	}
}

// plain is the text with its places as they are written.
func (p *phrase) plain() string {
	var b strings.Builder
	for _, x := range p.pieces {
		switch {
		case x.text != "":
			b.WriteString(x.text)
		case x.column == "":
			b.WriteString("{" + x.query + "}")
		default:
			b.WriteString("{" + x.query + "." + x.column + "}")
		}
	}
	return b.String()
}

// queryOf returns the query that phrases name first, "" for none.
func queryOf(phrases ...*phrase) string {
	for _, p := range phrases {
		for _, x := range p.pieces {
			if x.column != "" {
				return x.query
			}
		}
	}
	return ""
}

// filler fills phrases.
type filler struct {
	report  pipeline.Report
	words   map[string]string
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
		default:
			made.Text = f.word(p.line, x.query)
		}
		inlines = append(inlines, made)
	}
	return inlines
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

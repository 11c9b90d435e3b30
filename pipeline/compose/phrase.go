package compose

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"tonghop/pipeline/vi"
)

// phrase is running text with places to fill.
type phrase struct {
	at     position
	pieces []piece
}

// piece is text, a word of the order ({unit}), or a value of a query ({query.column}).
type piece struct {
	text          string
	query, column string // query is "" for a word of the order
	told          bool   // {~query.column}: the figure as a hedge
	bold, italic  bool
}

var place = regexp.MustCompile(`\{(~?)([a-zA-Z][a-zA-Z0-9_]*)(?:\.([a-zA-Z][a-zA-Z0-9_]*))?\}`)

// phrase reads the inline content of a node.
func (t *template) phrase(node ast.Node) *phrase {
	p := &phrase{at: t.position(node)}
	var runs []piece
	t.collect(&runs, node, false, false)
	for _, run := range runs {
		p.add(run.text, run.bold, run.italic)
	}
	t.phrases = append(t.phrases, p)
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
			add(string(n.Segment.Value(t.text)))
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

// textPhrase reads text without Markdown.
func (t *template) textPhrase(text string, at position) *phrase {
	p := &phrase{at: at}
	p.add(text, false, false)
	t.phrases = append(t.phrases, p)
	return p
}

// add cuts text at its places.
func (p *phrase) add(text string, bold, italic bool) {
	text = vi.NFC(text)
	last := 0
	for _, at := range place.FindAllStringSubmatchIndex(text, -1) {
		p.addText(text[last:at[0]], bold, italic)
		made := piece{told: at[2] < at[3], query: text[at[4]:at[5]], bold: bold, italic: italic}
		if at[6] >= 0 {
			made.column = text[at[6]:at[7]]
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
		if x.text != "" {
			b.WriteString(x.text)
			continue
		}
		b.WriteString(x.place())
	}
	return b.String()
}

// place is what a piece that is to be filled is written as.
func (x piece) place() string {
	name := x.query
	if x.column != "" {
		name += "." + x.column
	}
	if x.told {
		name = "~" + name
	}
	return "{" + name + "}"
}

// tells returns the first figure that is to be told as a hedge.
func tells(phrases ...*phrase) (piece, bool) {
	for _, p := range phrases {
		for _, x := range p.pieces {
			if x.told {
				return x, true
			}
		}
	}
	return piece{}, false
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

package compose

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"tonghop/pipeline/vi"
)

// phrase is running text with places to fill.
type phrase struct {
	at     position
	pieces []piece
	below  int // how many lines below at it ends
}

// piece is text, a word of the order ({unit}), or a value of a query ({query.column}).
type piece struct {
	text          string
	query, column string // query is "" for a word of the order
	told          bool   // {~query.column}: the figure as a hedge
	below         int    // how many lines below the phrase's first it stands
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
	return t.checked(p)
}

// collect gathers text in runs of one style: Markdown ends a text at every "_", also in the middle of a place. Lines end by "\n".
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
			text := n.Segment.Value(t.text)
			t.checkText(t.position(n), string(text))
			add(string(util.UnescapePunctuations(text)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				add("\n")
			}
		case *ast.String:
			add(string(n.Value))
		case *ast.Emphasis:
			if first, ok := n.FirstChild().(*ast.Text); ok && strings.HasPrefix(string(first.Segment.Value(t.text)), ")") {
				t.mistake(t.position(n), "two stars in parentheses make what is between them italic; expected (\\*)")
			}
			t.collect(runs, n, bold || n.Level == 2, italic || n.Level == 1)
		default:
			t.mistake(t.position(node), "%s is not printed; expected text, **bold**, *italic* and places such as {unit}", nameOf(n))
		}
	}
}

// textPhrase reads text without Markdown.
func (t *template) textPhrase(text string, at position) *phrase {
	p := &phrase{at: at}
	p.add(text, false, false)
	return t.checked(p)
}

// checked notes a phrase whose places are held against queries and words when all is read, and tells braces that are no places.
func (t *template) checked(p *phrase) *phrase {
	t.phrases = append(t.phrases, p)
	for _, x := range p.pieces {
		switch {
		case strings.Contains(x.text, "{#"):
			t.mistake(p.at.plus(x.below), expectedID)
		case strings.ContainsAny(x.text, "{}"):
			t.mistake(p.at.plus(x.below), "%q: braces stand around a place only, which is whole and in one style; expected {query.column} or a word such as {unit}", strings.TrimSpace(x.text))
		}
	}
	return p
}

// add cuts text at its places.
func (p *phrase) add(text string, bold, italic bool) {
	text = vi.NFC(text)
	last := 0
	for _, at := range place.FindAllStringSubmatchIndex(text, -1) {
		p.addText(text[last:at[0]], bold, italic)
		made := piece{told: at[2] < at[3], query: text[at[4]:at[5]], below: p.below, bold: bold, italic: italic}
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
		p.pieces = append(p.pieces, piece{text: strings.ReplaceAll(text, "\n", " "), below: p.below, bold: bold, italic: italic})
		p.below += strings.Count(text, "\n")
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

// literal is the text without its places.
func (p *phrase) literal() string {
	var b strings.Builder
	for _, x := range p.pieces {
		b.WriteString(x.text)
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

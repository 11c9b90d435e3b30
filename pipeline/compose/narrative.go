package compose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"tonghop/pipeline"
)

// narrative is drafted text that may be edited: paragraphs and items, or what is said where they are empty.
type narrative struct {
	id        string
	drafted   []block
	otherwise *paragraph // nil: nothing is said
}

func (t *template) addNarrative(at position, id, body string) {
	switch {
	case t.narratives[id]:
		t.mistake(at, "narrative %q is there twice; expected an id of its own", id)
	case t.inSheet():
		t.mistake(at, "a sheet has no narrative; it belongs in the report")
	case t.report.Each != "":
		t.mistake(at, "a report for each unit has no narrative, for its wording would be that of all; expected paragraphs")
	}
	t.narratives[id] = true
	made := &narrative{id: id}
	trimmed := strings.TrimRight(body, " \t\n")
	start := strings.LastIndexByte(trimmed, '\n') + 1
	if said, ok := strings.CutPrefix(trimmed[start:], "else:"); ok {
		body = body[:start]
		made.otherwise = &paragraph{t.textPhrase(strings.TrimSpace(said), at.plus(1+strings.Count(body, "\n")))}
	}
	before := t.source
	t.source = newSource(at.plus(1), body)
	root := markdown.Parse(text.NewReader(t.text))
	for node := root.FirstChild(); node != nil; node = node.NextSibling() {
		switch n := node.(type) {
		case *ast.Paragraph:
			t.addDrafted(made, n)
		case *ast.List:
			if t.checkList(n) {
				made.drafted = append(made.drafted, t.list(n))
			}
		default:
			t.mistake(t.position(n), "a narrative holds paragraphs and items (- …); found %s", nameOf(n))
		}
	}
	t.source = before
	if strings.TrimSpace(body) == "" {
		t.mistake(at, "narrative %q is empty; expected paragraphs or items (- …)", id)
	}
	t.put(made)
}

// addDrafted takes a paragraph of a narrative.
func (t *template) addDrafted(made *narrative, n *ast.Paragraph) {
	p := t.phrase(n)
	t.checkParagraph(p.at, p.plain())
	if strings.HasPrefix(p.plain(), "else:") || strings.Contains(p.plain(), " else:") {
		t.mistake(p.at, "else: is the last line of a narrative, and one line")
	}
	made.drafted = append(made.drafted, &paragraph{p})
}

// fill says the order's wording where it has one, else what is drafted. Either is open to editing.
func (n *narrative) fill(f *filler) ([]pipeline.Block, error) {
	passage := pipeline.Passage{ID: n.id, Title: f.heading}
	blocks := []pipeline.Block{}
	if wording, ok := f.wording[n.id]; ok {
		passage.Text, blocks = wording, readWording(wording)
	} else {
		for _, drafted := range n.drafted {
			filled, err := drafted.fill(f)
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, filled...)
		}
		blocks = asWording(blocks)
		if len(blocks) == 0 && n.otherwise != nil {
			said, err := n.otherwise.fill(f)
			if err != nil {
				return nil, err
			}
			blocks = asWording(said)
		}
		passage.Text = wordingOf(blocks)
	}
	f.passages = append(f.passages, passage)
	return blocks, nil
}

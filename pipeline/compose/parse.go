package compose

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// block is a part of a report file that makes blocks of a document.
type block interface {
	fill(f *filler) ([]pipeline.Block, error)
}

// template is a parsed report file. It is not changed once it is parsed: documents are filled from it at the same time.
type template struct {
	source     // what is being read
	report     pipeline.Report
	parts      []pipeline.Part
	ids        ids             // that queries may name
	included   map[string]bool // the names of the parts
	queries    []pipeline.Query
	blocks     []placed
	sections   []*section
	narratives map[string]bool // their ids
	phrases    []*phrase       // all that is filled
	problems   []*Mistake

	section *section // that the next block stands in; nil: none
	caption *phrase  // waiting for its table
	unit    *phrase
}

var (
	markdown  = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAttribute())).Parser()
	annexHead = regexp.MustCompile(`^` + vi.AnnexLabel + `\s*[IVXLC]*\s*:\s*(.+)$`)
	queryName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// parse reads a report file and the parts that it includes. The error joins all mistakes; beside it stands what could be read.
func parse(report pipeline.Report, parts []pipeline.Part, known ids) (*template, error) {
	t := &template{report: report, parts: parts, ids: known, included: map[string]bool{}, narratives: map[string]bool{}}
	t.read(newSource(position{report.File, report.Line}, report.Body))
	t.checkPlaces()
	t.markPrinted()
	return t, t.failure()
}

// mistake notes a mistake and goes on: all are told at once.
func (t *template) mistake(at position, format string, args ...any) {
	t.problems = append(t.problems, at.mistake(format, args...))
}

// failure joins the mistakes in the order of their files and lines, each once; nil where there are none.
func (t *template) failure() error {
	slices.SortStableFunc(t.problems, func(a, b *Mistake) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var said []error
	for i, m := range t.problems {
		if i == 0 || *m != *t.problems[i-1] {
			said = append(said, m)
		}
	}
	return errors.Join(said...)
}

// read adds all that stands in a source, and returns to the one that was read before.
func (t *template) read(s source) {
	before := t.source
	t.source = s
	root := markdown.Parse(text.NewReader(s.text))
	for node := root.FirstChild(); node != nil; node = node.NextSibling() {
		if node.Kind() != tables.KindTable {
			t.checkCaption()
		}
		t.add(node)
	}
	t.checkCaption()
	t.source = before
}

// put adds a block to the section that is open.
func (t *template) put(b block) { t.blocks = append(t.blocks, placed{b, t.section}) }

func (t *template) add(node ast.Node) {
	switch n := node.(type) {
	case *ast.FencedCodeBlock:
		t.addFenced(n)
	case *ast.ThematicBreak:
		t.endSection(n)
	case *ast.Heading:
		t.addHeading(n)
	case *ast.Paragraph:
		t.addParagraph(n)
	case *ast.List:
		if t.checkList(n) {
			t.put(t.list(n))
		}
	case *tables.Table:
		t.addTable(n)
	case *ast.Blockquote:
		t.addNotes(n)
	default:
		t.mistake(t.position(node), "expected a heading, paragraph, list, table, note (>) or a block such as ```sql; found %s", nameOf(node))
	}
}

// checkCaption tells a caption that something else than its table follows.
func (t *template) checkCaption() {
	if t.caption != nil {
		t.mistake(t.caption.at, "a caption (: …) with no table behind it")
		t.caption, t.unit = nil, nil
	}
}

func (t *template) list(n *ast.List) *list {
	made := &list{}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		made.items = append(made.items, t.phrase(item.FirstChild()))
	}
	return made
}

// addParagraph takes a paragraph, or a caption that waits for its table.
func (t *template) addParagraph(n *ast.Paragraph) {
	p := t.phrase(n)
	t.checkParagraph(p.at, p.plain())
	if !strings.HasPrefix(p.plain(), ": ") {
		t.put(&paragraph{p})
		return
	}
	caption, unit, _ := strings.Cut(strings.TrimPrefix(p.plain(), ": "), " : ")
	if p.below > 1 || p.below == 1 && unit == "" {
		t.mistake(p.at, "a caption is : and the title, and on a second line : and the unit of measure")
	}
	t.phrases = slices.DeleteFunc(t.phrases, func(other *phrase) bool { return other == p }) // its two parts stand for it
	t.caption = t.textPhrase(caption, p.at)
	t.unit = t.textPhrase(unit, p.at.plus(1))
}

// addNotes gives the lines of a quotation to the table before it.
func (t *template) addNotes(n *ast.Blockquote) {
	var last *table
	if len(t.blocks) > 0 {
		last, _ = t.blocks[len(t.blocks)-1].block.(*table)
	}
	if last == nil {
		t.mistake(t.position(n), "a note (>) stands behind its table only")
		return
	}
	for p := n.FirstChild(); p != nil; p = p.NextSibling() {
		if p.Kind() != ast.KindParagraph {
			t.mistake(t.position(p), "a note is a paragraph; found %s", nameOf(p))
			continue
		}
		last.notes = append(last.notes, t.phrase(p))
	}
}

func (t *template) addTable(n *tables.Table) {
	made := &table{at: t.position(n), caption: t.caption, unit: t.unit}
	t.caption, t.unit = nil, nil
	header := n.FirstChild()
	for cell, i := header.FirstChild(), 0; cell != nil; cell, i = cell.NextSibling(), i+1 {
		p := t.phrase(cell)
		if query := queryOf(p); query != "" {
			t.mistake(p.at, "%s: a header names words of the order only, such as {period}", p.plain())
		}
		made.columns = append(made.columns, columnOf(p, n.Alignments[i]))
	}
	weigh(made.columns)
	row := header.NextSibling()
	if row == nil || row.NextSibling() != nil {
		t.mistake(made.at, "expected a table with a header and one row that is made for each row of a query")
		return
	}
	t.checkRow(row, len(made.columns))
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		made.cells = append(made.cells, t.phrase(cell))
	}
	if told, ok := tells(made.cells...); ok {
		t.mistake(made.at, "%s: a table says its figures as they are; expected {query.column}", told.place())
	}
	if made.query = queryOf(made.cells...); made.query == "" {
		t.mistake(t.position(row), "expected {query.column} in the table's row")
	}
	t.put(made)
}

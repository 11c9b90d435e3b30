package compose

import (
	"bytes"
	"regexp"
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

// template is a parsed report file.
type template struct {
	report   pipeline.Report
	source   []byte
	queries  []pipeline.Query
	blocks   []placed
	sections []*section
	section  *section // that the next block stands in; nil: none
	caption  *phrase  // waiting for its table
	unit     *phrase
}

var (
	markdown  = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAttribute()))
	annexHead = regexp.MustCompile(`^` + vi.AnnexLabel + `\s*[IVXLC]*\s*:\s*(.+)$`)
	queryName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

func parse(report pipeline.Report) (*template, error) {
	t := &template{report: report, source: []byte(report.Body)}
	root := markdown.Parser().Parse(text.NewReader(t.source))
	for node := root.FirstChild(); node != nil; node = node.NextSibling() {
		if err := t.add(node); err != nil {
			return nil, err
		}
	}
	if t.caption != nil {
		return nil, mistake(report, t.caption.line, "a caption (: …) with no table behind it")
	}
	return t, nil
}

// line is the line of the file on which a node begins.
func (t *template) line(node ast.Node) int {
	for n := node; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return t.report.Line + bytes.Count(t.source[:n.Lines().At(0).Start], []byte("\n"))
		}
	}
	return t.report.Line
}

// put adds a block to the section that is open.
func (t *template) put(b block) { t.blocks = append(t.blocks, placed{b, t.section}) }

func (t *template) add(node ast.Node) error {
	switch n := node.(type) {
	case *ast.FencedCodeBlock:
		return t.addCode(n)
	case *ast.ThematicBreak:
		t.section = nil
	case *ast.Heading:
		return t.addHeading(n)
	case *ast.Paragraph:
		return t.addParagraph(n)
	case *ast.List:
		list := &list{}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			list.items = append(list.items, t.phrase(item.FirstChild()))
		}
		t.put(list)
	case *tables.Table:
		return t.addTable(n)
	case *ast.Blockquote:
		return t.addNotes(n)
	default:
		return mistake(t.report, t.line(node), "expected a heading, paragraph, list, table, note (>), ```sql or ```chart; found %s", node.Kind())
	}
	return nil
}

func (t *template) addCode(n *ast.FencedCodeBlock) error {
	var info string
	if n.Info != nil {
		info = string(n.Info.Value(t.source))
	}
	body := string(n.Lines().Value(t.source))
	language, name, _ := strings.Cut(info, " ")
	switch {
	case language == "sql" && name == commendedList:
		return mistake(t.report, t.line(n)-1, "%s is the list of those commended at the conference; expected another name", name)
	case language == "sql" && queryName.MatchString(name):
		t.queries = append(t.queries, pipeline.Query{Name: name, SQL: body, File: t.report.File, Line: t.line(n)})
	case language == "chart":
		chart, err := t.chart(t.line(n), body)
		if err != nil {
			return err
		}
		t.put(chart)
	default:
		return mistake(t.report, t.line(n)-1, "expected ```sql name (letters, digits and _) or ```chart; found ```%s", info)
	}
	return nil
}

// addParagraph takes a paragraph, or a caption that waits for its table.
func (t *template) addParagraph(n *ast.Paragraph) error {
	p := t.phrase(n)
	if !strings.HasPrefix(p.plain(), ": ") {
		t.put(&paragraph{p})
		return nil
	}
	caption, unit, _ := strings.Cut(strings.TrimPrefix(p.plain(), ": "), " : ")
	t.caption = textPhrase(caption, p.line)
	t.unit = textPhrase(unit, p.line)
	return nil
}

// addNotes gives the lines of a quotation to the table before it.
func (t *template) addNotes(n *ast.Blockquote) error {
	var last *table
	if len(t.blocks) > 0 {
		last, _ = t.blocks[len(t.blocks)-1].block.(*table)
	}
	if last == nil {
		return mistake(t.report, t.line(n), "a note (>) stands behind its table only")
	}
	for p := n.FirstChild(); p != nil; p = p.NextSibling() {
		last.notes = append(last.notes, t.phrase(p))
	}
	return nil
}

func (t *template) addTable(n *tables.Table) error {
	made := &table{line: t.line(n), caption: t.caption, unit: t.unit}
	t.caption, t.unit = nil, nil
	header := n.FirstChild()
	for cell, i := header.FirstChild(), 0; cell != nil; cell, i = cell.NextSibling(), i+1 {
		made.columns = append(made.columns, columnOf(t.phrase(cell), n.Alignments[i]))
	}
	weigh(made.columns)
	row := header.NextSibling()
	if row == nil || row.NextSibling() != nil {
		return mistake(t.report, made.line, "expected a table with a header and one row that is made for each row of a query")
	}
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		made.cells = append(made.cells, t.phrase(cell))
	}
	if told, ok := tells(made.cells...); ok {
		return mistake(t.report, made.line, "%s: a table says its figures as they are; expected {query.column}", told.place())
	}
	if made.query = queryOf(made.cells...); made.query == "" {
		return mistake(t.report, made.line, "expected {query.column} in the table's row")
	}
	t.put(made)
	return nil
}

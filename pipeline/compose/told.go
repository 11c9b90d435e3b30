package compose

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
)

// names are what Markdown knows and a report file does not, as an officer calls it.
var names = map[ast.NodeKind]string{
	ast.KindHTMLBlock: "HTML", ast.KindRawHTML: "HTML", ast.KindCodeBlock: "text indented by four spaces or more", ast.KindCodeSpan: "text between ` and `",
	ast.KindImage: "an image", ast.KindLink: "a link", ast.KindAutoLink: "a link between < and >", ast.KindList: "a list", ast.KindHeading: "a heading",
	ast.KindBlockquote: "a note (>)", tables.KindTable: "a table", ast.KindFencedCodeBlock: "a block between lines of ```", ast.KindThematicBreak: "a line of ---",
	ast.KindParagraph: "a paragraph", ast.KindTextBlock: "a paragraph",
}

func nameOf(n ast.Node) string {
	if name, ok := names[n.Kind()]; ok {
		return name
	}
	return n.Kind().String()
}

var entity = regexp.MustCompile(`&(#?[0-9a-zA-Z]+);`)

// checkText tells what Markdown leaves in a text though something else was meant.
func (t *template) checkText(at position, text string) {
	if found := entity.FindString(text); found != "" {
		t.mistake(at, "%s is HTML, which is not printed; expected the sign itself", found)
	}
	if strings.Contains(strings.ReplaceAll(text, `\*`, ""), "**") {
		t.mistake(at, "** that does not pair; expected **bold**, with no space inside and a space or a sign outside")
	}
}

// checkParagraph tells a paragraph that looks like something else which Markdown did not find in it.
func (t *template) checkParagraph(at position, text string) {
	switch {
	case strings.HasPrefix(text, "|"):
		t.mistake(at, "a table has a header, below it a line such as |:--|--:| with as many columns, and one row; the caption stands apart from it, with an empty line between")
	case strings.HasPrefix(text, "#"):
		t.mistake(at, "a heading has a space behind #")
	case strings.HasPrefix(text, ":") && !strings.HasPrefix(text, ": "):
		t.mistake(at, "a caption has a space behind the colon")
	case strings.HasPrefix(text, "--"):
		t.mistake(at, "an item begins with one dash and a space")
	}
}

// checkList tells numbers, items in items and items of several paragraphs.
func (t *template) checkList(n *ast.List) bool {
	if n.IsOrdered() {
		t.mistake(t.position(n), "a list has no numbers; expected items that begin with a dash and a space, or headings, which are numbered by themselves")
		return false
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		switch {
		case first == nil:
			t.mistake(t.position(n), "an item without a text")
			return false
		case first.Kind() != ast.KindTextBlock && first.Kind() != ast.KindParagraph:
			t.mistake(t.position(first), "an item is text on one line or several; found %s", nameOf(first))
			return false
		case first.NextSibling() != nil:
			t.mistake(t.position(first.NextSibling()), "an item is one paragraph without items in it; found %s", nameOf(first.NextSibling()))
			return false
		}
	}
	return true
}

// checkFence tells a block that is not closed: it would take in all that follows.
func (t *template) checkFence(n *ast.FencedCodeBlock, at position, info string) bool {
	fence := strings.TrimLeft(t.lineOf(n), " ")[:3]
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		if line := string(segment.Value(t.text)); strings.HasPrefix(strings.TrimLeft(line, " "), fence) {
			t.mistake(at, "%s%s is not closed; expected a line of %s before line %d", fence, info, fence, at.line+1+i)
			return false
		}
	}
	behind := t.line(at.line - t.at.line + 1 + n.Lines().Len())
	if !strings.HasPrefix(strings.TrimLeft(behind, " "), fence) {
		t.mistake(at, "%s%s is not closed; expected a line of %s behind it", fence, info, fence)
		return false
	}
	return true
}

// checkRow tells a row with more or fewer cells than the header: Markdown fills up and cuts off.
func (t *template) checkRow(n ast.Node, columns int) {
	line := strings.ReplaceAll(strings.TrimSpace(t.lineOf(n)), `\|`, "")
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	if cells := strings.Count(line, "|") + 1; cells != columns {
		t.mistake(t.position(n), "a row of %d cells below a header of %d; expected as many (a | inside a cell is written \\|)", cells, columns)
	}
}

package compose

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"tonghop/pipeline/vi"
)

// addHeading takes a heading, an annex or a sheet; one of level 1 begins a section, save in an annex, which is one whole.
func (t *template) addHeading(n *ast.Heading) {
	title, at := t.phrase(n), t.position(n)
	made := &section{id: attribute(n, "id")}
	class := attribute(n, "class")
	match := annexHead.FindStringSubmatch(title.plain())
	made.annex = match != nil
	if class == "sheet" {
		made.sheet = title
	}
	begins := made.annex || n.Level == 1 && (t.section == nil || !t.section.annex || made.sheet != nil)
	if wrong := cmp.Or(t.wrongForm(n, title, made), t.wrongID(made, begins), t.wrongClass(n, made, class, begins)); wrong != "" {
		t.mistake(at, "%s", wrong)
	}
	if begins {
		t.section = made
		t.sections = append(t.sections, made)
	}
	switch {
	case made.sheet != nil:
	case made.annex:
		t.put(&annex{title: t.textPhrase(match[1], at), landscape: class == "landscape"})
	default:
		t.put(&heading{level: n.Level, text: title})
	}
}

// wrongForm says what is wrong with the level or the text of a heading; "" for nothing.
func (t *template) wrongForm(n *ast.Heading, title *phrase, made *section) string {
	switch {
	case n.Level > 3:
		return "a heading has level 1 to 3: #, ## or ###"
	case title.plain() == "":
		return "a heading without a text"
	case made.annex && n.Level > 1:
		return "an annex is of level 1; expected one # in front of it"
	case !made.annex && n.Level == 1 && strings.HasPrefix(title.plain(), vi.AnnexLabel):
		return "an annex begins with # " + vi.AnnexLabel + ": and its title, in capitals"
	case !strings.Contains(t.lineOf(n), "#"):
		return "a line of --- or === right below a text makes a heading of it; expected an empty line before ---, or # before a heading"
	}
	return ""
}

// wrongID says what is wrong with the id of a heading.
func (t *template) wrongID(made *section, begins bool) string {
	switch {
	case made.id == "":
		return ""
	case !sectionID.MatchString(made.id):
		return expectedID
	case !begins:
		return "only a heading of level 1 and an annex have an id; a heading in an annex has none"
	case slices.Contains(t.sectionIDs(), made.id):
		return "section \"" + made.id + "\" is there twice"
	}
	return ""
}

// wrongClass says what is wrong with {.sheet} and {.landscape}.
func (t *template) wrongClass(n *ast.Heading, made *section, class string, begins bool) string {
	switch {
	case made.sheet == nil && t.inSheet() && begins:
		return "sheets {.sheet} stand at the end of the file; expected this heading before them"
	case class == "" || class == "landscape" && made.annex:
		return ""
	case made.sheet == nil:
		return "{." + class + "}: expected {.landscape} at an annex, or {.sheet} at a heading of level 1"
	case n.Level != 1 || made.annex:
		return "{.sheet} belongs to a heading of level 1 that is no annex"
	case utf8.RuneCountInString(made.sheet.literal()) > 31 || strings.ContainsAny(made.sheet.literal(), `[]:*?/\`):
		return `the name of a sheet has 31 letters at most and none of [ ] : * ? / \`
	}
	return ""
}

// attribute is what stands in braces behind a heading: {#id .class}.
func attribute(n *ast.Heading, name string) string {
	value, _ := n.AttributeString(name)
	text, _ := value.([]byte)
	return string(text)
}

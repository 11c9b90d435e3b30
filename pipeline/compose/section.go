package compose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// section is a part of a report that a conference may leave out: a heading of level 1, or an annex, with what is below it; or a sheet.
type section struct {
	id    string // "" where it bears none
	annex bool
	sheet *phrase // the title of a sheet; nil: none
}

// placed is a block with the section that it stands in; nil is none.
type placed struct {
	block
	in *section
}

// keptIn tells whether a conference that names sections keeps the block; nil names all.
func (p placed) keptIn(sections []string) bool {
	return sections == nil || p.in == nil || p.in.sheet != nil && p.in.id == "" || slices.Contains(sections, p.in.id)
}

const expectedID = "the id of a section is {#id} at the end of its heading, of small letters a to z, digits and -"

var sectionID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

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
	switch {
	case n.Level > 3:
		t.mistake(at, "a heading has level 1 to 3: #, ## or ###")
	case title.plain() == "":
		t.mistake(at, "a heading without a text")
	case !made.annex && strings.HasPrefix(title.plain(), vi.AnnexLabel) && n.Level == 1:
		t.mistake(at, "an annex begins with # %s: and its title, in capitals", vi.AnnexLabel)
	case made.annex && n.Level > 1:
		t.mistake(at, "an annex is of level 1; expected one # in front of it")
	case t.underlined(n):
		t.mistake(at, "a line of --- or === right below a text makes a heading of it; expected an empty line before ---, or # before a heading")
	case made.id != "" && !sectionID.MatchString(made.id):
		t.mistake(at, expectedID)
	case made.id != "" && !begins:
		t.mistake(at, "only a heading of level 1 and an annex have an id; a heading in an annex has none")
	case made.id != "" && slices.Contains(t.sectionIDs(), made.id):
		t.mistake(at, "section %q is there twice", made.id)
	case made.sheet != nil && (n.Level != 1 || made.annex):
		t.mistake(at, "{.sheet} belongs to a heading of level 1 that is no annex")
	case made.sheet != nil && (utf8.RuneCountInString(title.literal()) > 31 || strings.ContainsAny(title.literal(), `[]:*?/\`)):
		t.mistake(at, "the name of a sheet has 31 letters at most and none of [ ] : * ? / \\")
	case made.sheet == nil && t.inSheet() && begins:
		t.mistake(at, "sheets {.sheet} stand at the end of the file; expected this heading before them")
	case class != "" && class != "sheet" && (class != "landscape" || !made.annex):
		t.mistake(at, "{.%s}: expected {.landscape} at an annex, or {.sheet} at a heading of level 1", class)
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

// endSection takes a line of ---: what follows belongs to no section.
func (t *template) endSection(n ast.Node) {
	if t.inSheet() {
		t.mistake(t.position(n), "a sheet goes to the next one or the end of the file; expected no line of --- in it")
	}
	t.section = nil
}

func (t *template) inSheet() bool { return t.section != nil && t.section.sheet != nil }

// underlined tells whether a heading is one by the line below it.
func (t *template) underlined(n *ast.Heading) bool { return !strings.Contains(t.lineOf(n), "#") }

// attribute is what stands in braces behind a heading: {#id .class}.
func attribute(n *ast.Heading, name string) string {
	value, _ := n.AttributeString(name)
	text, _ := value.([]byte)
	return string(text)
}

// sectionIDs lists the ids of the sections that bear one.
func (t *template) sectionIDs() []string {
	var ids []string
	for _, s := range t.sections {
		if s.id != "" {
			ids = append(ids, s.id)
		}
	}
	return ids
}

// CheckSections holds that the conference's report has the sections that the conference names.
func (c *Composer) CheckSections(conference pipeline.Conference) error {
	parsed, err := c.template(conference.Report)
	if err != nil {
		return err
	}
	return parsed.checkSections(conference)
}

func (t *template) checkSections(conference pipeline.Conference) error {
	has := t.sectionIDs()
	for _, id := range conference.Sections {
		if !slices.Contains(has, id) {
			return fmt.Errorf("%s: sections: %q is no section of %s; it has %s", conference.File, id, t.report.File, strings.Join(has, ", "))
		}
	}
	return nil
}

package compose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"tonghop/pipeline"
)

// section is a part of a report that a conference may leave out: a heading of level 1, or an annex, with what is below it.
type section struct {
	id    string // "" where it bears none
	annex bool
}

// placed is a block with the section that it stands in; nil is none.
type placed struct {
	block
	in *section
}

// keptIn tells whether a conference that names sections keeps the block; nil names all.
func (p placed) keptIn(sections []string) bool {
	return sections == nil || p.in == nil || slices.Contains(sections, p.in.id)
}

var sectionID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// addHeading takes a heading or an annex; one of level 1 begins a section, save in an annex, which is one whole.
func (t *template) addHeading(n *ast.Heading) error {
	title, line := t.phrase(n), t.line(n)
	id, _ := n.AttributeString("id")
	made := &section{id: attribute(id)}
	match := annexHead.FindStringSubmatch(title.plain())
	made.annex = match != nil
	begins := made.annex || n.Level == 1 && (t.section == nil || !t.section.annex)
	switch {
	case t.underlined(n):
		return mistake(t.report, line, "a line of --- or === right below a text makes a heading of it; expected an empty line before ---, or # before a heading")
	case strings.Contains(title.plain(), "{#") || made.id != "" && !sectionID.MatchString(made.id):
		return mistake(t.report, line, "the id of a section is {#id} at the end of its heading, of small letters a to z, digits and -")
	case made.id != "" && !begins:
		return mistake(t.report, line, "only a heading of level 1 and an annex have an id; a heading in an annex has none")
	case made.id != "" && slices.Contains(t.sectionIDs(), made.id):
		return mistake(t.report, line, "section %q is there twice", made.id)
	}
	if begins {
		t.section = made
		t.sections = append(t.sections, made)
	}
	if made.annex {
		t.put(&annex{title: match[1], landscape: landscape(n)})
		return nil
	}
	t.put(&heading{level: n.Level, text: title})
	return nil
}

// underlined tells whether a heading is one by the line below it.
func (t *template) underlined(n *ast.Heading) bool {
	if n.Lines().Len() == 0 {
		return false
	}
	start := n.Lines().At(0).Start
	before := string(t.source[:start])
	return !strings.Contains(before[strings.LastIndexByte(before, '\n')+1:], "#")
}

// landscape tells whether an annex is set across: {.landscape} or {landscape}.
func landscape(n *ast.Heading) bool {
	if class, ok := n.AttributeString("class"); ok {
		return slices.Contains(strings.Fields(attribute(class)), "landscape")
	}
	_, wide := n.AttributeString("landscape")
	return wide
}

func attribute(value any) string {
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
	report, _ := c.catalog.Report(conference.Report)
	parsed, err := parse(report)
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

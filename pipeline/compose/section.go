package compose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"tonghop/pipeline"
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

// sectionEnd stands in a document, until it is numbered, where a section ends before the next begins.
type sectionEnd struct{ pipeline.Paragraph }

func (e sectionEnd) fill(*filler) ([]pipeline.Block, error) { return []pipeline.Block{e}, nil }

// endSection takes a line of ---: what follows belongs to no section.
func (t *template) endSection(n ast.Node) {
	if t.inSheet() {
		t.mistake(t.position(n), "a sheet goes to the next one or the end of the file; expected no line of --- in it")
	}
	t.section = nil
	t.put(sectionEnd{})
}

func (t *template) inSheet() bool { return t.section != nil && t.section.sheet != nil }

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

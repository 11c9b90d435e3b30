package excel

import (
	"fmt"
	"path"
	"slices"

	"tonghop/pipeline"
)

// sheetNotes are the parts that the notes of one sheet are in.
type sheetNotes struct {
	comments  string // the part of their texts; "" for none
	texts     *notes
	relations []relation
}

// ours tells whether an earlier return put notes there.
func (n *sheetNotes) ours() bool { return n.texts != nil && n.texts.found }

// openBoxes finds the notes of a sheet.
func (a *annotator) openBoxes(sheet string) (*sheetNotes, error) {
	relations, err := a.related(sheet)
	if err != nil {
		return nil, err
	}
	n := &sheetNotes{relations: relations, comments: ofKind(relations, "comments")}
	if n.comments == "" {
		return n, nil
	}
	text, err := a.text(n.comments)
	if err != nil {
		return nil, err
	}
	n.texts, err = openNotes(text)
	return n, inPart(n.comments, err)
}

// writeNotes puts the notes of the marks on a sheet, and takes those of an earlier return away.
func (a *annotator) writeNotes(sheet string, n *sheetNotes, m *sheetMarker, marks []*mark) error {
	if n.texts == nil && len(marks) == 0 || n.texts != nil && len(marks) == 0 && !n.texts.found || m.drawnAt == 0 {
		return nil
	}
	made, err := a.writeComments(sheet, n, marks)
	if err != nil {
		return err
	}
	drawing := ""
	for _, r := range n.relations {
		if r.id == m.legacyID && m.legacyID != "" && !r.external {
			drawing = r.target
		}
	}
	text := emptyBoxes
	if drawing != "" {
		if text, err = a.text(drawing); err != nil {
			return err
		}
	}
	text = withoutBoxes(text, n.gone())
	text, ok := withBoxes(text, made, m.columns)
	if !ok {
		return fmt.Errorf("part %s has no place for notes", drawing)
	}
	if drawing != "" {
		a.put(drawing, text)
		return nil
	}
	if len(made) == 0 {
		return nil
	}
	drawing = a.free(path.Join(path.Dir(a.workbook.name), "drawings", "vmlDrawing%d.vml"))
	a.put(drawing, text)
	a.types[drawing] = typeOfDrawings
	id, err := a.relate(sheet, "vmlDrawing", drawing, a.workbook.spaces)
	if err != nil {
		return err
	}
	m.edits = append(m.edits, edit{m.drawnAt, m.drawnAt, fmt.Sprintf(`<%slegacyDrawing xmlns:rel="%s" rel:id="%s"/>`, m.prefix, a.workbook.spaces.relations, id)})
	return nil
}

// gone are the cells whose notes were ours alone.
func (n *sheetNotes) gone() []position {
	if n.texts == nil {
		return nil
	}
	return n.texts.dropped
}

// writeComments writes the texts of the notes, and returns the marks whose notes need a box.
func (a *annotator) writeComments(sheet string, n *sheetNotes, marks []*mark) ([]*mark, error) {
	name := n.comments
	if n.texts == nil {
		var err error
		empty := xmlHead + `<comments xmlns="` + a.workbook.spaces.main + `"><authors/><commentList/></comments>`
		if n.texts, err = openNotes(empty); err != nil {
			return nil, err
		}
		name = a.free(path.Join(path.Dir(a.workbook.name), "comments%d.xml"))
		a.types[name] = typeOfComments
		if _, err := a.relate(sheet, "comments", name, a.workbook.spaces); err != nil {
			return nil, err
		}
	}
	text, made := n.texts.write(marks)
	a.put(name, text)
	return slices.DeleteFunc(slices.Clone(marks), func(m *mark) bool { return !slices.Contains(made, m.at) }), nil
}

var _ pipeline.Annotator = (*Reader)(nil)

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
	closed    bool // they cannot be added to: cells are coloured and listed all the same
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
	if err == nil {
		n.texts, err = openNotes(text)
	}
	if err != nil {
		n.texts, n.closed = nil, true
	}
	return n, nil
}

// writeNotes puts the notes of the marks on a sheet, and takes those of an earlier return away.
func (a *annotator) writeNotes(sheet string, n *sheetNotes, m *sheetMarker, marks []*mark) error {
	if n.closed || len(marks) == 0 && !n.ours() || m.drawnAt == 0 {
		return nil
	}
	drawing, text, ok := a.drawing(n, m.legacyID)
	if !ok {
		return nil
	}
	made, err := a.writeComments(sheet, n, marks)
	if err != nil {
		return err
	}
	text = withBoxes(withoutBoxes(text, n.texts.dropped), made, m.columns)
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
	space, prefix := "", m.related
	if prefix == "" {
		space, prefix = ` xmlns:rel="`+a.workbook.spaces.relations+`"`, "rel:"
	}
	m.edits = append(m.edits, edit{m.drawnAt, m.drawnAt, fmt.Sprintf(`<%slegacyDrawing%s %sid="%s"/>`, m.prefix, space, prefix, id)})
	return nil
}

// drawing returns the part of the sheet's boxes, "" for none yet; ok is false for one that cannot be added to.
func (a *annotator) drawing(n *sheetNotes, id string) (name, text string, ok bool) {
	if id == "" {
		return "", emptyBoxes, true
	}
	for _, r := range n.relations {
		if r.id == id && !r.external {
			text, err := a.text(r.target)
			return r.target, text, err == nil && takesBoxes(text)
		}
	}
	return "", "", false
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

package excel

import (
	"strings"

	"tonghop/pipeline"
)

// findBoxes finds the labels of the text boxes: the first text of a row below the header that is no line of the form.
func (f *formReader) findBoxes(lines *lines) {
	f.boxes = make([]position, len(f.layout.Boxes))
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if row.Number <= f.header || len(row.Cells) == 0 || f.isLine(row.Number, lines) {
			continue
		}
		at := position{row.Number, row.Cells[0].Column}
		if box := f.boxOf(at); box >= 0 && f.boxes[box].row == 0 {
			f.boxes[box] = at
		}
	}
	f.noteNearBoxes(lines)
}

// noteNearBoxes says of labels of boxes that are not there what seems to be one.
func (f *formReader) noteNearBoxes(lines *lines) {
	var labels, folded []string
	for i, at := range f.boxes {
		if at.row > 0 {
			continue
		}
		for _, label := range f.layout.Boxes[i].Label {
			labels, folded = append(labels, label), append(folded, foldLabel(label))
		}
	}
	for i := range f.grid.sheet.Rows {
		row := &f.grid.sheet.Rows[i]
		if len(labels) == 0 || row.Number <= f.header || len(row.Cells) == 0 || row.Cells[0].Kind != pipeline.TextCell || f.isLine(row.Number, lines) {
			continue
		}
		at := position{row.Number, row.Cells[0].Column}
		label, _, _ := strings.Cut(withoutOrdinal(f.grid.text(at.row, at.column)), ":")
		if box := nearest(foldLabel(label), folded); box >= 0 {
			f.note("near-label", at, label, map[string]string{"expected": labels[box]})
		}
	}
}

// boxOf returns the box whose label stands in a cell, before a colon or alone; -1 for none.
func (f *formReader) boxOf(at position) int {
	text := f.grid.text(at.row, at.column)
	for _, text := range []string{text, withoutOrdinal(text)} {
		label, _, _ := strings.Cut(text, ":")
		folded := foldLabel(label)
		for i, labels := range f.words.boxes {
			if labels[folded] {
				return i
			}
		}
	}
	return -1
}

// readBoxes reads the text boxes: what stands behind the label's colon, right of it, or below. worded are the cells that it read.
func (f *formReader) readBoxes() {
	f.worded = map[position]bool{}
	for i, at := range f.boxes {
		if at.row == 0 {
			continue
		}
		_, text, _ := strings.Cut(f.grid.text(at.row, at.column), ":")
		if text = strings.TrimSpace(text); text == "" {
			text, at = f.boxText(at)
		}
		if text != "" {
			f.worded[at] = true
			f.narrate(at, f.layout.Boxes[i].ID, text)
		}
	}
}

// boxText returns what stands right of a label or, a paragraph a row, below it: up to a row that is empty or another label.
func (f *formReader) boxText(label position) (string, position) {
	if text, at := f.grid.rightOf(label.row, label.column); text != "" {
		return text, at
	}
	var paragraphs []string
	for row := label.row + 1; row <= f.grid.height(); row++ {
		text := f.grid.text(row, label.column)
		if text == "" || f.boxOf(position{row, label.column}) >= 0 {
			break
		}
		f.worded[position{row, label.column}] = true
		paragraphs = append(paragraphs, text)
	}
	return strings.Join(paragraphs, "\n"), position{label.row + 1, label.column}
}

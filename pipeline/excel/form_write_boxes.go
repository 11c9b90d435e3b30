package excel

import (
	"fmt"

	"tonghop/pipeline"
)

var (
	noteText = look{size: 11, italic: true, down: "top", wrap: true}
	boxLabel = look{size: 12, bold: true, down: "center", wrap: true}
	boxEntry = look{size: 12, across: "left", down: "top", wrap: true, border: true, open: true, fill: entryFill}
)

// boxRows is how many rows an empty box has.
const boxRows = 4

// boxes writes what stands below the table: notes, then a box for each text, its label above it over the whole width.
func (f *formWriter) boxes() error {
	f.canvas.heights[f.row] = 8
	f.row++
	for _, note := range f.form.Layout.Notes {
		f.canvas.line(f.row, 1, f.last(), cleanText(note), noteText)
		f.row++
	}
	for _, box := range f.form.Layout.Boxes {
		if err := f.box(box); err != nil {
			return err
		}
	}
	return nil
}

func (f *formWriter) box(box pipeline.TextBox) error {
	label := printed(box.Label)
	if label == "" {
		return fmt.Errorf("no label for box %s", box.ID)
	}
	f.comment(f.canvas.line(f.row, 1, f.last(), label, boxLabel), box.Note)
	var words any
	if text := cleanText(f.form.Words[box.ID]); text != "" {
		words = text
	}
	f.row = f.canvas.tall(f.row+1, 1, f.last(), boxRows, words, boxEntry)
	return nil
}

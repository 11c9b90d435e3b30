package excel

import (
	"cmp"
	"fmt"
	"strconv"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// How the head of a form is set.
var (
	headText  = look{size: 12, down: "center"}
	headRight = look{size: 12, down: "center", across: "right"}
	headTitle = look{size: 14, bold: true, across: "center", down: "center", wrap: true}
	headLabel = look{size: 12, down: "center", wrap: true}
	headValue = look{size: 12, bold: true, across: "left", down: "center", wrap: true}
	headEntry = look{size: 12, across: "left", down: "center", wrap: true, border: true, open: true, fill: entryFill}
)

// headLine is a label and its value in the next cell; what is to be filled in, or chosen, is open.
type headLine struct {
	label []string
	value string
	open  bool
	offer []string
}

// head writes everything above the table.
func (f *formWriter) head() error {
	head, layout := f.form.Head, f.form.Layout
	number, version := printed(head.Form), printed(head.Version)
	if number == "" || version == "" {
		return fmt.Errorf("no label for the form's number or version")
	}
	f.canvas.set(1, 1, number+": "+cleanText(layout.Number), headText)
	f.canvas.set(1, f.last(), version+": "+strconv.Itoa(layout.Version), headRight)
	f.canvas.line(2, 1, f.last(), vi.Upper(cleanText(layout.Title)), headTitle)
	f.row = 3
	for _, line := range f.headLines() {
		if err := f.headLine(line); err != nil {
			return err
		}
	}
	f.canvas.heights[f.row] = 6
	f.row++
	return nil
}

func (f *formWriter) headLines() []headLine {
	form, head := f.form, f.form.Head
	period := ""
	if !form.Period.IsZero() {
		period = vi.Capital(form.Period.HeadName())
	}
	return []headLine{
		{label: head.Reporter, value: form.Reporter.Name, offer: form.Units},
		{label: head.Code, value: form.Reporter.Code, open: len(form.Units) > 0}, // goes with the name that is chosen
		{label: head.Receiver, value: form.Receiver},
		{label: head.Period, value: period},
		{label: head.Measure, value: form.Layout.Unit},
		{label: head.Deadline, value: cmp.Or(form.Deadline, form.Layout.Deadline)},
		{label: head.Letter},
	}
}

// headLine writes a label under the column of names, where there is room for it, and the value beside it.
func (f *formWriter) headLine(line headLine) error {
	label := printed(line.label)
	if label == "" {
		return fmt.Errorf("no label for a line of the head, value %q", line.value)
	}
	set, value := headValue, cleanText(line.value)
	if line.open || len(line.offer) > 0 || value == "" {
		set = headEntry
	}
	col := f.column(pipeline.NameColumn)
	f.canvas.set(f.row, col, label+":", headLabel)
	at := f.canvas.line(f.row, col+1, f.valueEnd(col+1, value), value, set)
	f.offer(line.offer, at.String())
	f.row++
	return nil
}

// valueEnd is the last column of a value: as many as make room for it or for a name, not the whole of a broad table.
func (f *formWriter) valueEnd(from int, value string) int {
	need := max(pixels(45), textPixels(value, headValue.size, headValue.bold)+10)
	end := from
	for end < f.last() && f.canvas.pixels(from, end) < need {
		end++
	}
	return end
}

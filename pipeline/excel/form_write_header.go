package excel

import (
	"fmt"

	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

var (
	tableHead   = look{size: 12, bold: true, across: "center", down: "center", wrap: true, border: true, fill: headFill}
	tableNumber = look{size: 10, italic: true, across: "center", down: "center", border: true}
)

// header writes the header rows of the table, with groups above where there are any, and the row of column numbers.
func (f *formWriter) header() error {
	first := f.row
	last := first
	if f.grouped() {
		last++
	}
	for i := 0; i < len(f.columns); i++ {
		f.headerCell(i, first, last)
	}
	f.groups(first)
	f.row = last + 1
	f.columnNumbers()
	f.canvas.titles = [2]int{first, last + 1}
	f.canvas.frozen = place{f.row, f.column(pipeline.NameColumn) + 1}
	return nil
}

func (f *formWriter) grouped() bool {
	for _, column := range f.columns {
		if group(column) != "" {
			return true
		}
	}
	return false
}

// headerCell writes a column's own header, over both rows where it has no group, with its note.
func (f *formWriter) headerCell(i, first, last int) {
	column, from := f.columns[i], place{last, i + 1}
	if group(column) == "" {
		from.row = first
	}
	f.canvas.span(area{from, place{last, i + 1}}, printed(column.Header), tableHead)
	f.comment(from, column.Note)
}

// groups writes a header cell over each run of neighbours with one group.
func (f *formWriter) groups(row int) {
	for i := 0; i < len(f.columns); {
		end := i + 1
		for end < len(f.columns) && group(f.columns[end]) == group(f.columns[i]) {
			end++
		}
		if text := group(f.columns[i]); text != "" {
			f.canvas.line(row, i+1, end, text, tableHead)
		}
		i = end
	}
}

// columnNumbers writes letters under the first columns, which name a row, and numbers under the others, as statistical forms
// do.
func (f *formWriter) columnNumbers() {
	naming := 0
	for naming < len(f.columns) && namesRow(f.columns[naming]) {
		naming++
	}
	for i := range f.columns {
		text := fmt.Sprintf("(%d)", i-naming+1)
		if i < naming {
			text = string(rune('A' + i))
		}
		f.canvas.set(f.row, i+1, text, tableNumber)
	}
	f.row++
}

// namesRow tells whether a column says what its row is about.
func namesRow(c pipeline.LayoutColumn) bool {
	switch c.Role {
	case pipeline.OrdinalColumn, pipeline.NameColumn, pipeline.CodeColumn, pipeline.CommuneColumn, pipeline.DistrictColumn:
		return true
	}
	return c.Role == pipeline.DayColumn && c.Field == ""
}

// comment puts a note on a cell, in a box that is as high as the note is long.
func (f *formWriter) comment(at place, note string) {
	if note = cleanText(note); note == "" {
		return
	}
	const width = 240
	comment := excelize.Comment{Cell: at.String(), Author: cleanText(f.form.Receiver), Width: width,
		Height:    uint(textPoints(note, 11, false, width-20)/0.75) + 12,
		Paragraph: []excelize.RichTextRun{{Text: note, Font: &excelize.Font{Family: fontName, Size: 11}}}}
	f.canvas.also(func(file *excelize.File) error { return file.AddComment(f.canvas.name, comment) })
}

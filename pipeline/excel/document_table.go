package excel

import (
	"fmt"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

var (
	captionText = look{size: 13, bold: true, across: "center", down: "center", wrap: true}
	unitText    = look{size: 12, italic: true, across: "right", down: "center"}
	cellText    = look{size: 12, down: "center", wrap: true, border: true}
	underTable  = look{size: 11, italic: true, down: "top", wrap: true}
	aligned     = map[pipeline.Align]string{pipeline.Left: "left", pipeline.Center: "center", pipeline.Right: "right"}
)

// tableSheet is a table on its sheet.
type tableSheet struct {
	*canvas
	table  pipeline.Table
	styles *styles
	body   int // the row of the sheet with the table's first row
}

// table writes a table on a sheet of its own and leads to it from the text.
func (r *report) table(t pipeline.Table) error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("table %q has no columns", t.Caption)
	}
	wishes := []string{t.Caption}
	if r.annex != nil {
		wishes = append(wishes, annexLabel(r.annex))
	}
	sheet := &tableSheet{canvas: newCanvas(r.names.take(wishes...), nil), table: t, styles: r.styles}
	sheet.landscape = len(t.Columns) > 8 || r.annex != nil && r.annex.Landscape
	sheet.widths = sheet.columnWidths()
	sheet.landscape = sheet.landscape || sheet.pixels(1, len(sheet.widths)) > pixels(broadChars)
	if r.text != nil {
		r.text.link(linkName(t.Caption, sheet.name), sheet.name)
	}
	row := r.annexTitle(sheet.canvas, 1)
	row = sheet.title(row)
	sheet.body = sheet.header(row)
	for i, tableRow := range t.Rows {
		if err := sheet.tableRow(i, tableRow); err != nil {
			return fmt.Errorf("table %q, row %d: %w", t.Caption, i+1, err)
		}
	}
	sheet.notes(sheet.body + len(t.Rows))
	r.sheets = append(r.sheets, sheet.canvas)
	return nil
}

func linkName(caption, sheet string) string {
	if caption == "" {
		return sheet
	}
	return caption
}

// title writes caption and unit of measure, and returns the next row.
func (s *tableSheet) title(row int) int {
	if caption := cleanText(s.table.Caption); caption != "" {
		s.line(row, 1, len(s.widths), caption, captionText)
		row++
	}
	if unit := cleanText(s.table.Unit); unit != "" {
		s.line(row, 1, len(s.widths), vi.UnitOfMeasureLabel+" "+unit, unitText)
		row++
	}
	return row
}

// header writes the header rows, freezes them and has them repeated on every page; it returns the next row.
func (s *tableSheet) header(row int) int {
	columns := s.table.Columns
	last := row
	for _, column := range columns {
		if column.Group != "" {
			last = row + 1
		}
	}
	for i := 0; i < len(columns); {
		end := i + 1
		if columns[i].Group == "" {
			s.span(area{place{row, end}, place{last, end}}, cleanText(columns[i].Header), tableHead)
			i = end
			continue
		}
		for end < len(columns) && columns[end].Group == columns[i].Group {
			end++
		}
		s.line(row, i+1, end, cleanText(columns[i].Group), tableHead)
		for ; i < end; i++ {
			s.set(last, i+1, cleanText(columns[i].Header), tableHead)
		}
	}
	s.titles = [2]int{row, last}
	s.frozen = place{last + 1, s.leading() + 1}
	return last + 1
}

// leading is how many columns name a row: those before the first figure, unless they take up too much of the screen.
func (s *tableSheet) leading() int {
	first := len(s.table.Columns)
	for _, row := range s.table.Rows {
		for i, cell := range row.Cells {
			if cell.Figure != nil {
				first = min(first, i)
			}
		}
	}
	if first == len(s.table.Columns) || s.pixels(1, first) > pixels(50) {
		return 0
	}
	return first
}

// notes writes the table's notes under it.
func (s *tableSheet) notes(row int) {
	for _, note := range s.table.Notes {
		s.line(row, 1, len(s.widths), cleanText(note), underTable)
		row++
	}
}

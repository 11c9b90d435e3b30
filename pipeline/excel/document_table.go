package excel

import (
	"errors"
	"fmt"
	"slices"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"

	"github.com/xuri/excelize/v2"
)

var (
	captionText = look{size: 13, bold: true, across: "center", down: "center", wrap: true}
	unitText    = look{size: 12, italic: true, across: "right", down: "center"}
	cellText    = look{size: 12, down: "center", wrap: true, border: true}
	underTable  = look{size: 11, italic: true, down: "top", wrap: true}
	aligned     = map[pipeline.Align]string{pipeline.Left: "left", pipeline.Center: "center", pipeline.Right: "right"}
)

// tableSheet is a table on a sheet: its own, or one that it shares with other parts of a supplement.
type tableSheet struct {
	*canvas
	table  pipeline.Table
	styles *styles
	cells  look
	head   [2]int // the first and the last row of its header
	body   int    // the row of the sheet with the table's first row
}

// table writes a table on a sheet of its own and leads to it from the text.
func (r *report) table(t pipeline.Table) error {
	widths, landscape := tableWidths(t, r.annex != nil && r.annex.Landscape)
	canvas := r.sheet(widths)
	canvas.landscape = landscape
	if r.text != nil {
		r.text.link(linkName(t.Caption, canvas.name), canvas.name)
	}
	sheet := r.newTable(canvas, t)
	if _, err := sheet.write(r.annexTitle(canvas, 1), captionText); err != nil {
		return err
	}
	canvas.titles = sheet.head
	canvas.frozen = place{sheet.body, sheet.leading() + 1}
	if isList(t) {
		sheet.filter()
	}
	return nil
}

func (r *report) newTable(canvas *canvas, t pipeline.Table) *tableSheet {
	return &tableSheet{canvas: canvas, table: t, styles: r.styles, cells: r.cells}
}

func linkName(caption, sheet string) string {
	if caption == "" {
		return sheet
	}
	return caption
}

// write writes the table from a row on, and returns the next row.
func (s *tableSheet) write(row int, caption look) (int, error) {
	if err := check(s.table); err != nil {
		return 0, fmt.Errorf("table %q%w", s.table.Caption, err)
	}
	row = s.title(row, caption)
	s.header(row)
	s.body = s.head[1] + 1
	s.sections()
	s.stretch(s.body, len(s.table.Rows), s.row)
	return s.notes(s.body + len(s.table.Rows)), nil
}

// check looks for what a table must not have, before anything of it is written.
func check(t pipeline.Table) error {
	if len(t.Columns) == 0 {
		return errors.New(" has no columns")
	}
	for i, row := range t.Rows {
		if len(row.Cells) > len(t.Columns) {
			return fmt.Errorf(", row %d: %d cells for %d columns", i+1, len(row.Cells), len(t.Columns))
		}
		if slices.ContainsFunc(row.SumOf, func(part int) bool { return part < 0 || part >= len(t.Rows) || part == i }) {
			return fmt.Errorf(", row %d: sums rows %v of a table of %d rows", i+1, row.SumOf, len(t.Rows))
		}
	}
	return nil
}

// title writes caption and unit of measure, and returns the next row.
func (s *tableSheet) title(row int, caption look) int {
	if text := cleanText(s.table.Caption); text != "" {
		s.line(row, 1, len(s.widths), text, caption)
		row++
	}
	if unit := cleanText(s.table.Unit); unit != "" {
		s.line(row, 1, len(s.table.Columns), vi.UnitOfMeasureLabel+" "+unit, unitText)
		row++
	}
	return row
}

// header writes the header rows: one, or two where columns have groups.
func (s *tableSheet) header(row int) {
	columns := s.table.Columns
	last := row
	if slices.ContainsFunc(columns, func(c pipeline.Column) bool { return c.Group != "" }) {
		last++
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
	s.head = [2]int{row, last}
}

// leading is how many columns name a row: those before the first figure, unless they take up too much of the screen.
func (s *tableSheet) leading() int {
	first := len(s.table.Columns)
	for _, row := range s.table.Rows {
		if at := slices.IndexFunc(row.Cells, func(c pipeline.Cell) bool { return c.Figure != nil }); at >= 0 {
			first = min(first, at)
		}
	}
	if first == len(s.table.Columns) || s.pixels(1, first) > pixels(50) {
		return 0
	}
	return first
}

// notes writes the table's notes under it, and returns the next row.
func (s *tableSheet) notes(row int) int {
	for _, note := range s.table.Notes {
		s.line(row, 1, len(s.widths), cleanText(note), underTable)
		row++
	}
	return row
}

// isList tells whether a table may be filtered and sorted. One with totals may not: they would be sorted in among the parts, and a total
// that stays in sight over hidden parts is not the sum of what is seen. Nor may one with titles among its rows, which would be torn from
// what stands under them.
func isList(t pipeline.Table) bool {
	return len(t.Rows) > 1 && !slices.ContainsFunc(t.Rows, func(r pipeline.Row) bool {
		return len(r.SumOf) > 0 || r.Kind == pipeline.SectionRow || r.Kind == pipeline.SubtotalRow || r.Kind == pipeline.DeclaredRow
	})
}

// filter gives the header the buttons of a filter.
func (s *tableSheet) filter() {
	filtered := area{place{s.head[1], 1}, place{s.body + len(s.table.Rows) - 1, len(s.table.Columns)}}
	s.also(func(file *excelize.File) error {
		if err := file.AutoFilter(s.name, filtered.String(), nil); err != nil {
			return err
		}
		names := file.WorkBook.DefinedNames.DefinedName
		names[len(names)-1].Data = filtered.absolute(s.name) // excelize leaves an apostrophe in the sheet's name as it is
		fit := true                                          // a filter takes away what page has set
		return file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit})
	})
}

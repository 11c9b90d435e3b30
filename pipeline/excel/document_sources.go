package excel

import (
	"errors"
	"unicode/utf8"

	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

var (
	sourceText = look{size: 11, down: "top", border: true, wrap: true}
	sourceSum  = look{size: 11, down: "top", border: true, wrap: true, bold: true}
)

// The widths of the columns of the sheet of sources, in characters: texts of uploads may be one word of any length. A header stands on
// one line, beside its button.
const (
	leastSource  = 6
	widestSource = 45
	buttonPixels = 22 // of the filter in a header
)

// sources writes where the figures come from on the last sheet, which can be filtered. It may have thousands of rows: they are listed,
// not laid out.
func (r *report) sources() error {
	if len(r.document.Supplements) == 0 {
		return nil
	}
	last := r.document.Supplements[len(r.document.Supplements)-1]
	table, ok := last.Blocks[0].(pipeline.Table)
	if !ok {
		return nil
	}
	sheet := &tableSheet{canvas: newCanvas(r.names.take(table.Caption), sourceWidths(table)), table: table, styles: r.styles}
	sheet.landscape, sheet.starts = true, true
	sheet.header(sheet.title(1))
	sheet.frozen.col = 1
	for _, row := range table.Rows {
		sheet.listed = append(sheet.listed, sheet.sourceRow(row))
		sheet.heightenLast()
	}
	filtered := area{place{sheet.titles[1], 1}, place{sheet.last(), len(sheet.widths)}}
	sheet.also(func(file *excelize.File) error {
		fit := true // a filter takes away what page has set
		return errors.Join(file.AutoFilter(sheet.name, filtered.String(), nil), file.SetSheetProps(sheet.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	})
	r.sheets = append(r.sheets, sheet.canvas)
	return nil
}

func (s *tableSheet) sourceRow(row pipeline.Row) []content {
	made := make([]content, len(row.Cells))
	for i, cell := range row.Cells {
		l := sourceText
		if row.Kind != pipeline.PartRow {
			l = sourceSum
		}
		l.across = aligned[s.table.Columns[i].Align]
		switch {
		case cell.Figure != nil:
			made[i] = s.styles.figure(cell.Figure, "", l)
		case cell.Text != "":
			made[i] = content{value: cleanText(cell.Text), look: l}
		default:
			made[i] = content{look: l}
		}
	}
	return made
}

// heightenLast makes the last row that is listed as high as its texts need, where one takes more than a line.
func (s *tableSheet) heightenLast() {
	for i, cell := range s.listed[len(s.listed)-1] {
		text := cell.text()
		if cut := utf8.RuneCountInString(text) + 2; float64(cut) <= s.widths[i] {
			continue
		}
		need := textPoints(text, cell.look.size, cell.look.bold, s.pixels(i+1, i+1)-4)
		s.heights[s.last()] = min(max(s.heights[s.last()], need), maxRowPoints)
	}
}

// sourceWidths makes columns as wide as their texts are long, within bounds.
func sourceWidths(table pipeline.Table) []float64 {
	widths := make([]float64, len(table.Columns))
	for i, column := range table.Columns {
		widths[i] = max(leastSource, chars(textPixels(cleanText(column.Header), 12, true)+buttonPixels))
	}
	for _, row := range table.Rows {
		for i, cell := range row.Cells {
			widths[i] = max(widths[i], min(1.1*float64(utf8.RuneCountInString(cell.Text))+2, widestSource))
		}
	}
	return widths
}

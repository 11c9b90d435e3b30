package excel

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"tonghop/pipeline/vi"

	"github.com/xuri/excelize/v2"
)

// write writes the canvas into its sheet, which exists. Whatever concerns the sheet as a whole comes before the stream, which takes it
// over when it begins and when it ends, and gets no rows: those are written here.
func (c *canvas) write(o *output) error {
	c.fit()
	for _, step := range append([]func(*excelize.File) error{c.page, c.columns, c.panes, c.names}, c.extras...) {
		if err := step(o.File); err != nil {
			return fmt.Errorf("sheet %s: %w", c.name, err)
		}
	}
	stream, err := o.NewStreamWriter(c.name)
	if err != nil {
		return err
	}
	rows, err := c.writeRows(o.styles)
	if err != nil {
		return fmt.Errorf("sheet %s: %w", c.name, err)
	}
	if err := o.keepRows(c.name, rows); err != nil {
		return fmt.Errorf("sheet %s: %w", c.name, err)
	}
	for _, merged := range c.merges {
		if err := stream.MergeCell(merged.from.String(), merged.to.String()); err != nil {
			return fmt.Errorf("sheet %s: %w", c.name, err)
		}
	}
	return stream.Flush()
}

// writeRows writes the rows in their order: those laid out cell by cell, and those that are made one by one.
func (c *canvas) writeRows(styles *styles) ([]byte, error) {
	writer, cells := newRowWriter(styles, len(c.widths), c.rows), make([]content, len(c.widths))
	stretches := c.stretches
	for row := 1; row <= c.rows; row++ {
		height := c.heights[row]
		if len(stretches) > 0 && row >= stretches[0].from+stretches[0].count {
			stretches = stretches[1:]
		}
		if len(stretches) > 0 && row >= stretches[0].from {
			clear(cells)
			stretches[0].fill(row-stretches[0].from, cells)
			height = c.fitRow(row, cells)
		} else {
			for i := range cells {
				cells[i] = c.cells[place{row, i + 1}]
			}
		}
		if err := writer.row(row, height, cells); err != nil {
			return nil, err
		}
	}
	return writer.out, nil
}

// fitRow is the height that a row needs.
func (c *canvas) fitRow(row int, cells []content) float64 {
	height := 0.0
	for i := range cells {
		height = max(height, c.need(place{row, i + 1}, &cells[i]))
	}
	return min(height, maxRowPoints)
}

// fit gives rows that are laid out and wrap the height that their texts need, and tall merged cells their last row.
func (c *canvas) fit() {
	fixed := maps.Clone(c.heights)
	c.merged = make(map[place]place, len(c.merges))
	for _, m := range c.merges {
		c.merged[m.from] = m.to
	}
	var tall []place
	for at, cell := range c.cells {
		if to, ok := c.merged[at]; ok && to.row > at.row {
			tall = append(tall, at)
			continue
		}
		if _, ok := fixed[at.row]; !ok {
			c.heights[at.row] = max(c.heights[at.row], min(c.need(at, &cell), maxRowPoints))
		}
	}
	for _, at := range tall {
		cell, last, above := c.cells[at], c.merged[at].row, 0.0
		for row := at.row; row < last; row++ {
			above += c.heights[row]
		}
		if _, ok := fixed[last]; !ok {
			c.heights[last] = max(c.heights[last], c.need(at, &cell)-above)
		}
	}
}

// need is the height that a cell's text needs; a cell that is not there needs none.
func (c *canvas) need(at place, cell *content) float64 {
	if cell.value == nil && cell.look == (look{}) {
		return 0
	}
	size := max(cell.look.size, 8)
	if !cell.look.wrap {
		return size*leading + 3
	}
	to := at
	if len(c.merged) > 0 {
		if m, ok := c.merged[at]; ok {
			to = m
		}
	}
	width := c.pixels(at.col, to.col) - 4 - 9*float64(cell.look.indent)
	return textPoints(cell.text(), size, cell.look.bold, max(width, 10))
}

// The margins of a page in millimetres; running text has room for binding (Decree 30/2020/NĐ-CP).
const (
	marginTop     = 20
	marginSide    = 15
	marginTable   = 20
	marginBinding = 30
)

// page sets paper, margins and scale: A4, tables one page wide and as long as they get, numbered at the top.
func (c *canvas) page(file *excelize.File) error {
	orientation, size, wide, tall, yes := "portrait", 9, 1, 0, true
	if c.landscape {
		orientation = "landscape"
	}
	layout := &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation}
	left, fit := float64(marginBinding), !c.prose
	if fit {
		layout.FitToWidth, layout.FitToHeight, left = &wide, &tall, marginTable
	}
	if c.starts {
		one := uint(1)
		layout.FirstPageNumber = &one
	}
	inch := func(mm float64) *float64 { mm /= 25.4; return &mm }
	return errors.Join(
		file.SetSheetProps(c.name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		file.SetSheetDimension(c.name, area{place{1, 1}, place{max(c.rows, 1), max(len(c.widths), 1)}}.String()),
		file.SetPageLayout(c.name, layout),
		file.SetPageMargins(c.name, &excelize.PageLayoutMarginsOptions{Top: inch(marginTop), Bottom: inch(marginTop), Left: inch(left),
			Right: inch(marginSide), Header: inch(10), Footer: inch(10), Horizontally: &yes}),
		file.SetHeaderFooter(c.name, &excelize.HeaderFooterOptions{DifferentFirst: c.starts, OddHeader: c.pageHeader("&P"), FirstHeader: c.pageHeader("")}),
	)
}

// pageHeader is what is printed above a page: the mark of drafts at the left, the page's number, the mark of secrecy at the right.
func (c *canvas) pageHeader(number string) string {
	header, bold := "", `&"`+fontName+`,Bold"&13`
	if c.draft {
		header = "&L" + bold + vi.DraftMark
	}
	if number != "" {
		header += `&C&"` + fontName + `,Regular"&13` + number
	}
	if c.mark != "" {
		header += "&R" + bold + strings.ReplaceAll(strings.ReplaceAll(c.mark, "\n", " "), "&", "&&")
	}
	return header
}

func (c *canvas) columns(file *excelize.File) error {
	for i, width := range c.widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := file.SetColWidth(c.name, name, name, width); err != nil {
			return err
		}
	}
	return nil
}

// panes keeps what stands above and left of the frozen cell in sight.
func (c *canvas) panes(file *excelize.File) error {
	if c.frozen == (place{}) {
		return nil
	}
	pane, cursor := "bottomRight", c.frozen
	if c.frozen.col == 1 {
		pane = "bottomLeft"
	}
	if c.cursor != (place{}) {
		cursor = c.cursor
	}
	return file.SetPanes(c.name, &excelize.Panes{Freeze: true, XSplit: c.frozen.col - 1, YSplit: c.frozen.row - 1,
		TopLeftCell: c.frozen.String(), ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: cursor.String(), ActiveCell: cursor.String(), Pane: pane}}})
}

// names sets the print area and the rows repeated on every page.
func (c *canvas) names(file *excelize.File) error {
	if c.titles == [2]int{} {
		return nil
	}
	printed := area{place{1, 1}, place{c.rows, len(c.widths)}}
	rows := fmt.Sprintf("%s!$%d:$%d", quoteSheet(c.name), c.titles[0], c.titles[1])
	return errors.Join(
		file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: printed.absolute(c.name), Scope: c.name}),
		file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: rows, Scope: c.name}),
	)
}

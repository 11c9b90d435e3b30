package excel

import (
	"errors"
	"fmt"
	"maps"

	"github.com/xuri/excelize/v2"
)

// write streams the canvas into its sheet, which exists. Whatever concerns the sheet as a whole comes before the rows:
// the stream takes it over when it begins and when it ends.
func (c *canvas) write(file *excelize.File, styles *styles) error {
	c.fit()
	steps := append([]func(*excelize.File) error{c.page, c.columns, c.panes, c.names}, c.extras...)
	for _, step := range steps {
		if err := step(file); err != nil {
			return fmt.Errorf("sheet %s: %w", c.name, err)
		}
	}
	stream, err := file.NewStreamWriter(c.name)
	if err != nil {
		return err
	}
	for row := 1; row <= c.rows; row++ {
		if err := c.writeRow(stream, styles, row); err != nil {
			return fmt.Errorf("sheet %s: %w", c.name, err)
		}
	}
	for i, cells := range c.listed {
		if err := c.stream(stream, styles, c.rows+1+i, cells); err != nil {
			return fmt.Errorf("sheet %s: %w", c.name, err)
		}
	}
	for _, merged := range c.merges {
		if err := stream.MergeCell(merged.from.String(), merged.to.String()); err != nil {
			return fmt.Errorf("sheet %s: %w", c.name, err)
		}
	}
	return stream.Flush()
}

func (c *canvas) writeRow(stream *excelize.StreamWriter, styles *styles, row int) error {
	cells := make([]content, len(c.widths))
	for i := range cells {
		cells[i] = c.cells[place{row, i + 1}]
	}
	return c.stream(stream, styles, row, cells)
}

// stream writes a row of contents; what has neither value nor look is no cell.
func (c *canvas) stream(stream *excelize.StreamWriter, styles *styles, row int, cells []content) error {
	values := make([]any, len(cells))
	for i, cell := range cells {
		if cell.value == nil && cell.look == (look{}) {
			continue
		}
		if text := cell.text(); units(text) > maxCellUnits {
			return fmt.Errorf("cell %s: a text of more than %d characters", place{row, i + 1}, maxCellUnits)
		}
		cell.look.quoted = cell.formula == "" && beginsFormula(cell.text())
		id, err := styles.id(cell.look)
		if err != nil {
			return err
		}
		values[i] = excelize.Cell{StyleID: id, Formula: cell.formula, Value: cell.value}
	}
	return stream.SetRow(place{row, 1}.String(), values, excelize.RowOpts{Height: c.heights[row]})
}

// fit gives rows that wrap the height that their texts need, and tall merged cells their last row.
func (c *canvas) fit() {
	fixed := maps.Clone(c.heights)
	merged := map[place]area{}
	inside := map[place]bool{}
	for _, m := range c.merges {
		merged[m.from] = m
	}
	for at, cell := range c.cells {
		if m, ok := merged[at]; ok && m.to.row > at.row {
			inside[at] = true
			continue
		}
		if _, ok := fixed[at.row]; !ok {
			c.heights[at.row] = max(c.heights[at.row], min(c.need(at, cell, merged), maxRowPoints))
		}
	}
	for at := range inside {
		last, above := merged[at].to.row, 0.0
		for row := at.row; row < last; row++ {
			above += c.heights[row]
		}
		if _, ok := fixed[last]; !ok {
			c.heights[last] = max(c.heights[last], c.need(at, c.cells[at], merged)-above)
		}
	}
}

// need is the height that a cell's text needs.
func (c *canvas) need(at place, cell content, merged map[place]area) float64 {
	to := at
	if m, ok := merged[at]; ok {
		to = m.to
	}
	size := max(cell.look.size, 8)
	if !cell.look.wrap {
		return size*leading + 3
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
		file.SetSheetDimension(c.name, area{place{1, 1}, place{max(c.last(), 1), max(len(c.widths), 1)}}.String()),
		file.SetPageLayout(c.name, layout),
		file.SetPageMargins(c.name, &excelize.PageLayoutMarginsOptions{Top: inch(marginTop), Bottom: inch(marginTop), Left: inch(left),
			Right: inch(marginSide), Header: inch(10), Footer: inch(10), Horizontally: &yes}),
		file.SetHeaderFooter(c.name, &excelize.HeaderFooterOptions{DifferentFirst: c.starts, OddHeader: `&C&"` + fontName + `,Regular"&13&P`}),
	)
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
	printed := area{place{1, 1}, place{c.last(), len(c.widths)}}
	rows := fmt.Sprintf("%s!$%d:$%d", quoteSheet(c.name), c.titles[0], c.titles[1])
	return errors.Join(
		file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: printed.absolute(c.name), Scope: c.name}),
		file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: rows, Scope: c.name}),
	)
}

package excel

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// output is a workbook that is being written. excelize writes all of it but the rows of its sheets, which are written here several times
// as fast and put into their parts as the workbook is packed.
type output struct {
	*excelize.File
	styles *styles
	rows   map[string][]byte // by the names of the sheets' parts
}

// newOutput begins a workbook. Widths of columns are counted in digits of its default font, so that this is the font that is written in;
// and its parts are packed in a fixed order.
func newOutput() (*output, error) {
	file := excelize.NewFile()
	o := &output{File: file, styles: newStyles(file), rows: map[string][]byte{}}
	file.SetZipWriter(o.newPacker)
	return o, file.SetDefaultFont(fontName)
}

// keepRows keeps the rows of a sheet until the workbook is packed; the sheet itself must have none. Parts are numbered as the sheets were
// made, none of which is ever taken away.
func (o *output) keepRows(sheet string, rows []byte) error {
	index, err := o.GetSheetIndex(sheet)
	if err != nil || index < 0 {
		return fmt.Errorf("no sheet of this name: %w", err)
	}
	o.rows[fmt.Sprintf("xl/worksheets/sheet%d.xml", index+1)] = rows
	return nil
}

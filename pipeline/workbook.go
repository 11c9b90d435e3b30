package pipeline

import (
	"fmt"

	"tonghop/pipeline/vi"
)

// Workbook is what a reader found in a spreadsheet file: every cell that is not empty, in order.
type Workbook struct {
	Sheets []Sheet
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name    string
	Hidden  bool
	Rows    []SheetRow
	Merges  []Area
	Columns []HiddenColumns // ascending
}

// HiddenColumns is a run of columns that a sheet hides, from 1, both included.
type HiddenColumns struct{ First, Last int }

// SheetRow are the cells of one row, by ascending column.
type SheetRow struct {
	Number int // from 1
	Hidden bool
	Cells  []SheetCell
}

// CellKind says what a cell of a workbook holds.
type CellKind uint8

// The kinds of cells.
const (
	NumberCell CellKind = iota
	TextCell
	BoolCell
	ErrorCell
	DateCell    // Raw in ISO 8601
	FormulaCell // a formula without a cached value; one with a value has the value's kind
)

// SheetCell is a cell of a workbook. Raw is its text as stored, shared strings resolved and legacy encodings converted.
// A sheet may have a million of them, so it is kept small.
type SheetCell struct {
	Column   int // from 1
	Kind     CellKind
	Encoding vi.Encoding // that Raw was converted from
	Style    *CellStyle  // never nil
	Raw      string
	Formula  string // "" for none
}

// CellStyle is what a reader needs of how a cell looks.
type CellStyle struct {
	Format string // code of the number format; "" for none that changes what is seen
	Font   string // name of the font; "" for unknown
}

// Area is a rectangle of cells, corners included, from 1.
type Area struct{ Top, Left, Bottom, Right int }

// CellName returns the reference of a cell: CellName(13, 4) is "D13".
func CellName(row, column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return fmt.Sprintf("%s%d", name, row)
}

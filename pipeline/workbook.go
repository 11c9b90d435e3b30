package pipeline

import "fmt"

// Workbook is what a reader found in a spreadsheet file: every cell that is not empty, in order.
type Workbook struct {
	Sheets []Sheet
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   []SheetRow
	Merges []Area
}

// SheetRow are the cells of one row, by ascending column.
type SheetRow struct {
	Number int // from 1
	Hidden bool
	Cells  []SheetCell
}

// CellKind says what a cell of a workbook holds.
type CellKind string

// The kinds of cells.
const (
	NumberCell  CellKind = "number"
	TextCell    CellKind = "text"
	BoolCell    CellKind = "boolean"
	ErrorCell   CellKind = "error"
	DateCell    CellKind = "date"
	FormulaCell CellKind = "formula" // a formula without a cached value; one with a value has the value's kind
)

// SheetCell is a cell of a workbook. Raw is its text as stored, shared strings resolved.
type SheetCell struct {
	Column  int // from 1
	Kind    CellKind
	Raw     string
	Formula string // "" for none
	Format  string // number format; "" for none or unknown
	Font    string // "" for unknown
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
